"""The words by which a case is found: numbers, names, sums, who passed it on and what was said, in either language."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from yosher.cases.door.networks import NAMES, network_named
from yosher.cases.match import MADE_UP
from yosher.cases.model import Case, Denial
from yosher.kernel.currency import CODES, exponent
from yosher.kernel.money import Money, to_decimal
from yosher.kernel.words import Language, Network
from yosher.phrases.catalogue import vocabulary, word

MOST_WORDS = 400  # of one case: a longer claim is found by its beginning
LONGEST_WORD = 60
_UNSEEN = re.compile("[\u0591-\u05bd\u05bf-\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 1,250.00
_EDGES = ".-/'\"״׳+"  # signs that belong to no word's ends
_WORD = re.compile(r"[\w@][\w@.+\-/'\"״׳]*")
# A currency beside a number, as pages and letters write a sum: "ILS 1,250.00", "1250 nis". Alone it is a word like others.
_CURRENCIES = "|".join((*sorted(code.lower() for code in CODES), "nis", 'ש["״]?ח'))
_CURRENCY = re.compile(rf"(?<!\S)(?:{_CURRENCIES})\s+(?=[-\u2212]?\d)|(?<=\d)\s+(?:{_CURRENCIES})(?!\S)")
_HEBREW = re.compile("[\u05d0-\u05ea]+")
# Letters that are written together with the word that they belong to: and, the, in, as, to, from, that.
_PREFIXES = frozenset("והבכלמש")
_SHORTEST_STEM = 3
_SHORTEST_NAME = 2


def words_of(case: Case) -> frozenset[str]:
    """All words of a case as they are looked up, in lower case."""
    found = dict.fromkeys(word for message in (case.denial, *case.denials) for word in _told(message))
    found |= dict.fromkeys(tokens(case.id))
    return frozenset(list(found)[:MOST_WORDS])


def _told(denial: Denial) -> Iterator[str]:
    payment, customer = denial.transaction, denial.customer
    numbers = (payment.id, payment.order, payment.arn, payment.last4, denial.payment_ref, denial.code, customer.ref, customer.phone)
    for text in (*numbers, customer.email, customer.name, "" if denial.ref.startswith(MADE_UP) else denial.ref):
        yield from tokens(text or "")
    yield from _passed_on_by(denial)
    for sum_of_money in (denial.amount, payment.amount):
        if sum_of_money:
            yield from _sums(sum_of_money)
    for text in (denial.goods.description, denial.claim, denial.told_by.name if denial.told_by else ""):
        for token in tokens(text):
            yield from stems(token)


def _passed_on_by(denial: Denial) -> Iterator[str]:
    """A network that is none of ours, and whoever passed the denial on by their names in either language."""
    teller = denial.told_by.name.strip() if denial.told_by else ""
    if denial.network is Network.OTHER:
        yield from tokens(denial.network_raw)
    if teller and (network := network_named(teller)):
        yield from _names_of(network)
    for receiver in dict.fromkeys((denial.processor, denial.source, _receivers().get(teller.casefold()))):
        yield from _names_of_receiver(receiver) if receiver else ()


@lru_cache(maxsize=512)
def networks_called(beginnings: tuple[str, ...]) -> frozenset[Network]:
    """The networks of which a word that was typed is a name, or the beginning of one: a case is also found by its network."""
    begins = tuple(begin for begin in beginnings if len(begin) >= _SHORTEST_NAME)
    return frozenset(network for network in Network if any(name.startswith(begins) for name in _names_of(network)))


@cache
def _names_of(network: Network) -> tuple[str, ...]:
    """Names of one word, and the words of the first name in each language."""
    if network is Network.OTHER:
        return ()
    names = NAMES[network]
    first = (names[0], next((name for name in names if _HEBREW.search(name)), ""))
    return tuple(dict.fromkeys(token for name in names if " " not in name or name in first for token in tokens(name)))


@cache
def _names_of_receiver(key: str) -> tuple[str, ...]:
    if ("receiver", key) not in vocabulary():
        return ()
    return tuple(token for language in Language for token in tokens(_short(word("receiver", key, language))))


@cache
def _receivers() -> Mapping[str, str]:
    """A receiver's name in either language → its key."""
    keys = [key for group, key in vocabulary() if group == "receiver"]
    return {_short(word("receiver", key, language)).casefold(): key for key in keys for language in Language}


def _short(name: str) -> str:
    """`Cal (Israel Credit Cards)` without what explains it."""
    return name.partition("(")[0].strip()


def _sums(amount: Money) -> Iterator[str]:
    """`1250.00` and, where no part is left, `1250`."""
    value = to_decimal(amount, exponent(amount.currency))
    yield f"{value:f}"
    if value == value.to_integral_value():
        yield f"{value:.0f}"


def tokens(text: str) -> Iterator[str]:
    """The words of a text as they are compared; an address is found whole and by its parts."""
    for match in _WORD.finditer(_bare(text)):
        word = match.group().strip(_EDGES)[:LONGEST_WORD]
        if word:
            yield word
            yield from _parts(word)


def _parts(word: str) -> Iterator[str]:
    """`a-77` is found by `77`, an address by its name and by its domain; a sum or a reason code by nothing less than itself."""
    parts = re.split(r"[@.\-/_]", word)
    if len(parts) > 1 and not re.fullmatch(r"\d+\.\d+", word):
        yield from (part for part in (*parts, word.partition("@")[2]) if len(part) > 1)


def stems(token: str) -> Iterator[str]:
    """A Hebrew word also without the letters that may be written before it: `השולחן` is found by `שולחן` and the other way round."""
    yield token
    if _HEBREW.fullmatch(token):
        rest = token
        while rest[0] in _PREFIXES and len(rest) > _SHORTEST_STEM:
            rest = rest[1:]
            yield rest


def asked(query: str) -> tuple[tuple[str, ...], ...]:
    """What a person typed: for each word the beginnings that it may have in a case. All words must be found.

    Signs alone ("%") are no wildcard: they are looked up as they are, and no case has them.
    """
    bare = _CURRENCY.sub(" ", _bare(query)).strip()
    words = (match.group().strip(_EDGES)[:LONGEST_WORD] for match in _WORD.finditer(bare))
    return tuple(tuple(stems(word)) for word in words if word) or (((bare[:LONGEST_WORD],),) if bare else ())


def _bare(text: str) -> str:
    """A text as it is compared: lower case, without what cannot be seen, a sum without its commas."""
    return _GROUPED.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold())
