"""Whether somebody's words confirm that the goods came: only their own plain statement does; in doubt it is none."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from yosher.evidence.receipt_words import (
    AFTER,
    AUXILIARIES,
    BEFORE,
    CAME,
    CAME_BY_NAME,
    DENIES,
    GENERIC,
    GLAD,
    HANGS_ON,
    NOT_GOODS,
    OWN,
    REPORTS,
)
from yosher.evidence.wording import NEGATORS, Hit, Phrases, evened, hits, phrases, says, word_set

_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters: shorter ones are no names of goods
_MOST_GOODS = 12  # words of a description that are looked for
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_PARTS = re.compile(r"[,.:()!;\-]")
_JOINED = re.compile(r"[:,]\s*\n")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_OWN_VERB = re.compile(r"(?:received|got|collected|picked|enjoy|delivered)")
# "שהשולחן הגיע", "כשקיבלתי": a Hebrew clause that hangs on another one.
_HANGS = re.compile(r"ו?(?:לכש|כש|מש|ש)(?=ה|זה|קיבל|קבל|אספ|ש|עובד|מרוצ|נהנ)")
_ASKED = re.compile(
    r"(?:(?:and|so|hi|hello|but) )*(?:(?:has|have|did|was|is|are|were|does|do|can|could|would|will) "
    r"(?:it|they|the|my|our|your|you|this|that|any\w*|every\w*)|when|where|why|how)\b"
)
_EN = r"(?:the|my|our) (?:new |lovely |beautiful |whole )?(?P<what>[a-z]{3,})"
_HE = r"ה(?P<what>[\u05d0-\u05ea]{2,})"
_HANGING = r"(?<!\w)ו?(?:לכש|כש|מש|ש)?"
_EN_END, _HE_END = (rf"(?=$|\s*[,.!;)]|\s(?:{days}))" for days in ("today|yesterday|thank|on|this", "היום|אתמול|הבוקר|תודה"))
# A thing that nobody named came or was got.
_ANYTHING_CAME = (
    re.compile(
        rf"\b{_EN} (?:(?:has|have) (?:finally |just |already )?(?:arrived|come|been delivered)|"
        r"(?:finally |just |already )?(?:arrived|came)|(?:was|were|got) delivered|(?:is|are) here)\b"
    ),
    re.compile(rf"\b(?:received|got|collected|picked up) {_EN}{_EN_END}"),
    re.compile(rf"{_HANGING}{_HE} (?:כבר |סוף סוף )?(?:הגיע|הגיעה|הגיעו|אצלי|אצלנו)(?!\w)"),
    re.compile(rf"{_HANGING}(?:קיבלתי|קבלתי|קיבלנו|אספתי|אספנו) את {_HE}{_HE_END}"),
    re.compile(rf"{_HANGING}(?:הגיע|הגיעה|הגיעו) {_HE}{_HE_END}"),
)
_UNNAMED = frozenset(phrase.line for phrase in CAME)  # "קיבלתי היום" goes on with what was got
_NO_NOUNS = word_set("order new it they thing rest other others first second last everything nothing only one two both")


def confirms_receipt(text: str, goods: Iterable[str] = ()) -> bool:
    """Whether a message (any spelling) says in its writer's own words that the goods came.

    `goods` are descriptions of what was bought. Where none is known in the message's alphabet, any thing with "the" may be meant.
    Reported speech, a question, a condition, a wish, or a denial anywhere in the message confirm nothing.
    """
    plain = evened(_JOINED.sub(": ", text))
    if says(plain, DENIES):
        return False
    names = _names(goods)
    return any(_confirms(sentence.strip(), names) for sentence in _SENTENCE.findall(plain))


def _names(goods: Iterable[str]) -> tuple[str, ...]:
    """The words of the descriptions."""
    words = dict.fromkeys(word for one in goods for word in _LETTERS.findall(evened(one)) if len(word) >= _SHORTEST)
    return tuple(word for word in words if word not in NOT_GOODS)[:_MOST_GOODS]


def _confirms(sentence: str, names: tuple[str, ...]) -> bool:
    if "?" in sentence or _ASKED.match(sentence) or says(sentence, REPORTS) or says(sentence, AFTER):
        return False
    return any(_is_plain(sentence, hit) for hit in _stated(sentence, names))


def _stated(sentence: str, names: tuple[str, ...]) -> Iterator[Hit]:
    """The places where it is said, of goods in general, of these goods by name, or of a thing that may well be these goods."""
    yield from hits(sentence, CAME + _by_name((*names, *sorted(GENERIC))))
    for pattern in _ANYTHING_CAME:
        for found in pattern.finditer(sentence):
            if _may_be_goods(found["what"], names):
                yield Hit("", found.start(), found.end())


@lru_cache(maxsize=256)
def _by_name(names: tuple[str, ...]) -> Phrases:
    return phrases(*(line.format(name) for name in names for line in CAME_BY_NAME if _fits(line, name)))


def _fits(line: str, name: str) -> bool:
    return bool(_HEBREW.search(line)) is bool(_HEBREW.search(name))


def _may_be_goods(word: str, names: tuple[str, ...]) -> bool:
    """A word that nobody knows is taken for the goods only where no description says otherwise."""
    same_letters = any(bool(_HEBREW.search(name)) is bool(_HEBREW.search(word)) for name in names)
    return not same_letters and word not in NOT_GOODS and word not in _NO_NOUNS


def _is_plain(sentence: str, hit: Hit) -> bool:
    """Said by its writer of themselves, not negated, and hanging on nothing."""
    said, before = sentence[hit.start : hit.end], sentence[: hit.start]
    last = _LETTERS.findall(before)[-1:]
    thing = said if hit.phrase not in _UNNAMED else said + _PARTS.split(sentence[hit.end :])[0]
    if not NOT_GOODS.isdisjoint(_LETTERS.findall(thing)) or not HANGS_ON.isdisjoint(last):
        return False
    if says(before, BEFORE) or not NEGATORS.isdisjoint(_clause(before)):
        return False
    if _HANGS.match(said) or last == ["that"]:
        return says(before, GLAD)
    return not _OWN_VERB.match(said) or _is_own(before)


def _is_own(before: str) -> bool:
    """Whether the verb after these words is the writer's: "I finally", "thanks, just", or the start."""
    part = _clause(before)
    while part and part[-1] in AUXILIARIES:
        part.pop()
    return not part or part[-1] in OWN or part[-2:] == ["thank", "you"]


def _clause(before: str) -> list[str]:
    """The words of the last part of a sentence."""
    return _PARTS.split(before)[-1].split()
