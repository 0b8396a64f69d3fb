"""What a customer's words say about the reason behind a denial: readable tables of Hebrew and English phrases.

A rule holds within one sentence. `together` needs one phrase of each list, in any order; `in_order` needs them one after the
other with at most two words between. Hebrew phrases may carry the prefixes ו ש ה כ ל ב מ; a phrase right after לא / not is
not said. `…` stands for the rest of a word.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from yosher.customers.plain import sentences

Phrases = tuple[str, ...]


class Said(StrEnum):
    """What can be heard in a customer's words."""

    HOUSEHOLD = "household"  # somebody at home made the purchase
    NOT_RECOGNISED = "not_recognised"  # the name or the charge is not recognised
    CHANGED_MIND = "changed_mind"
    FAULT = "fault"  # something is wrong with the goods, the service or the sum: no mere change of mind
    NOT_UNDERSTOOD = "not_understood"  # did not understand what was agreed
    PRESSURE = "pressure"  # money now, or a denial
    WITHDRAWS = "withdraws"  # wants the denial taken back


_PEOPLE: Phrases = (
    *("הבן שלי", "הבת שלי", "הילד", "הילד שלי", "הילדה", "הילדה שלי", "הילדים", "הילדים שלי", "הנכד", "הנכד שלי", "הנכדה שלי"),
    *("אשתי", "בעלי", "בת הזוג שלי", "בן הזוג שלי", "אמא שלי", "אבא שלי", "אחי", "אחותי", "הבן", "הבת", "בני", "בתי"),
    *("my son", "my daughter", "my kid", "my kids", "my child", "my children", "my grandson", "my granddaughter", "my wife"),
    *("my husband", "my partner", "my mother", "my father", "my mum", "my mom", "my dad", "my brother", "my sister"),
)
_BOUGHT: Phrases = (
    *("הזמין", "הזמינה", "הזמינו", "קנה", "קנתה", "קנו", "שילם", "שילמה", "ביצע", "ביצעה", "השתמש", "השתמשה", "לקח", "לקחה", "עשה", "עשתה"),
    *("ordered", "bought", "purchased", "paid", "used", "took", "placed", "did it", "made the", "made it", "subscribed", "signed up"),
)
_BOUGHT_BY: Phrases = ("ordered by", "bought by", "made by", "placed by", "purchased by", "paid by", "הוזמן על ידי", "נקנה על ידי")

_NOT_RECOGNISED: Phrases = (
    *("לא מכיר אתכם", "לא מכירה אתכם", "לא מכיר את", "לא מכירה את", "לא מזהה", "לא מזהים", "מה זה החיוב", "מה החיוב הזה", "מי אתם"),
    *("לא מוכר לי", "לא מוכרת לי", "לא זוכר שקניתי", "לא זוכרת שקניתי", "לא זוכר שהזמנתי", "לא זוכרת שהזמנתי"),
    *("don't recognise", "don't recognize", "do not recognise", "do not recognize", "doesn't recognise", "doesn't recognize"),
    *("unrecognised", "unrecognized", "what is this charge", "what's this charge", "who are you", "never heard of", "not familiar with"),
    *("don't remember buying", "don't remember ordering"),
)
_CHANGED_MIND: Phrases = (
    *("התחרטתי", "מתחרט", "מתחרטת", "התחרטנו", "שיניתי את דעתי", "שינינו את דעתנו", "כבר לא צריך", "כבר לא צריכה", "לא צריך את זה יותר"),
    *("לא צריכה את זה יותר", "לא רוצה את זה יותר", "כבר לא רוצה", "מצאתי בזול", "מצאתי יותר זול", "מצאתי במחיר זול"),
    *("changed my mind", "change my mind", "no longer need", "no longer want", "don't need it anymore", "don't want it anymore"),
    *("don't need it any more", "don't want it any more", "found it cheaper", "cheaper elsewhere", "buyer's remorse", "regret buying"),
)
_FAULT: Phrases = (
    *("פגום", "פגומה", "פגומים", "שבור", "שבורה", "שבורים", "לא עובד", "לא עובדת", "התקלקל", "התקלקלה", "תקול", "תקולה", "קרוע", "קרועה"),
    *("לא תואם", "לא תואמת", "צבע אחר", "מידה אחרת", "דגם אחר", "מוצר אחר", "לא כמו בתמונה", "ממה שבתמונה", "חסר", "חסרה", "זיוף", "מזויף"),
    *("פעמיים", "איחור", "לא הגיע", "לא הגיעה", "לא קיבלתי", "יותר ממה שסיכמנו", "הבטיחו"),
    *("broken", "defective", "faulty", "damaged", "doesn't work", "does not work", "stopped working", "wrong size", "wrong colour"),
    *("wrong color", "wrong item", "wrong model", "not as described", "different from", "missing", "counterfeit", "fake", "never arrived"),
    *("did not arrive", "didn't arrive", "not received", "never received", "late", "twice", "overcharged", "promised"),
)
_NOT_UNDERSTOOD: Phrases = (
    *("לא הבנתי", "לא ידעתי שזה", "לא ידעתי שיש", "חשבתי שזה", "חשבתי שמדובר", "היה לי ברור ש…", "לא שמתי לב"),
    *("didn't understand", "did not understand", "didn't realise", "didn't realize", "did not realise", "did not realize"),
    *("i thought it was", "i thought this was", "i assumed", "wasn't aware", "was not aware", "didn't know it", "did not know it"),
)
_MONEY_BACK: Phrases = (
    *("תחזירו", "תחזיר", "מחזירים", "החזר", "זיכוי", "תזכו אותי", "מזכים", "כסף"),
    *("refund", "refunded", "money back", "pay me", "my money", "reimburse", "credit me"),
)
_OR_ELSE: Phrases = (
    "או ש…",
    "אם לא",
    "אחרת",
    "או else",
    "or i",
    "or else",
    "otherwise",
    "unless",
    "if you don't",
    "if you do not",
    "if not",
)
_DENY: Phrases = (
    *("אכחיש", "מכחיש", "מכחישה", "נכחיש", "הכחשה", "להכחיש", "צ'רג'בק", "צארגבק", "אבטל באשראי"),
    *("dispute", "chargeback", "charge back", "charge it back", "deny the charge", "i deny", "deny it", "block the payment"),
)
_TAKE_BACK: Phrases = (
    *("לבטל את ההכחשה", "למשוך את ההכחשה", "מבטל את ההכחשה", "מבטלת את ההכחשה", "מושך את ההכחשה", "מושכת את ההכחשה", "ההכחשה הייתה בטעות"),
    *("withdraw the dispute", "withdraw my dispute", "withdraw the chargeback", "withdraw my chargeback", "cancel the dispute"),
    *("cancel my dispute", "cancel the chargeback", "drop the dispute", "dispute was a mistake", "disputed it by mistake"),
)

_NOT_BEFORE = r"(?<!לא )(?<!אינו )(?<!אינני )(?<!not )(?<!never )(?<!n't )"
_BETWEEN = r"(?:\s+(?!i\b|not\b|never\b|לא\b|אני\b)[^\s]+){0,2}?\s+"


def _pattern(phrase: str) -> str:
    open_end = phrase.endswith("…")
    words = r"\s+".join(re.escape(word) for word in phrase.removesuffix("…").split())
    prefixes = r"(?:[ושהכלבמ]{1,3})?" if "\u0590" <= phrase[0] <= "\u05ff" else ""
    return rf"(?<!\w){prefixes}{words}" + ("" if open_end else r"(?!\w)")


def _any(phrases: Phrases) -> str:
    return "(?:" + "|".join(_pattern(phrase) for phrase in phrases) + ")"


def together(*lists: Phrases) -> Callable[[str], bool]:
    """A test of a sentence: one phrase of each list stands in it, none right after a negation."""
    patterns = [re.compile(_NOT_BEFORE + _any(phrases)) for phrases in lists]
    return lambda sentence: all(pattern.search(sentence) for pattern in patterns)


def in_order(first: Phrases, then: Phrases) -> Callable[[str], bool]:
    """A test of a sentence: a phrase of `first`, at most two words, a phrase of `then`; no `not` and no `I` between them."""
    pattern = re.compile(_NOT_BEFORE + _any(first) + _BETWEEN + _any(then))
    return lambda sentence: pattern.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class WordRule:
    """A thing said, and the test of a sentence by which it is heard."""

    said: Said
    holds: Callable[[str], bool]


WORD_RULES = (
    WordRule(Said.HOUSEHOLD, in_order(_PEOPLE, _BOUGHT)),
    WordRule(Said.HOUSEHOLD, in_order(_BOUGHT_BY, _PEOPLE)),
    WordRule(Said.NOT_RECOGNISED, together(_NOT_RECOGNISED)),
    WordRule(Said.CHANGED_MIND, together(_CHANGED_MIND)),
    WordRule(Said.FAULT, together(_FAULT)),
    WordRule(Said.NOT_UNDERSTOOD, together(_NOT_UNDERSTOOD)),
    WordRule(Said.PRESSURE, together(_MONEY_BACK, _OR_ELSE, _DENY)),
    WordRule(Said.WITHDRAWS, together(_TAKE_BACK)),
)


@cache
def _heard_in(sentence: str) -> frozenset[Said]:
    return frozenset(rule.said for rule in WORD_RULES if rule.holds(sentence))


def heard(text: str) -> frozenset[Said]:
    """All that is said in a text, over all its sentences."""
    return frozenset(_each(sentences(text)))


def _each(parts: Iterable[str]) -> Iterable[Said]:
    for part in parts:
        yield from _heard_in(part)
