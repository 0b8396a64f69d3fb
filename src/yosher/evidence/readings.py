"""What the facts of a scene amount to: who asked to cancel, what was promised, what was given back, what was agreed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yosher.evidence import spoken_words as words
from yosher.evidence.facts import REFUND_NOTED
from yosher.evidence.mentions import Sum, days_in, sums_in
from yosher.evidence.model import Fact, Record, RecordKind
from yosher.evidence.receipt import confirms_receipt
from yosher.evidence.rows import amount_of, text_of
from yosher.evidence.scene import Scene
from yosher.evidence.wording import evened, hits, says
from yosher.kernel.money import Money
from yosher.kernel.when import Moment, day_moment
from yosher.kernel.words import ClaimFamily, EventKind

_AFTER_THE_WORD = 60  # letters between "agreed" and the sum that it is about: the same part of a sentence
_SMALLEST_BARE = 10  # a bare smaller number is a count, a day or a room, hardly a price
_DATE_LENGTH = 18


@dataclass(frozen=True, slots=True)
class Agreed:
    """The total that was agreed, and the ids of what shows it."""

    total: Money
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What was given back so far in the currency of the denial; `unstated` when a refund's sum is not known."""

    facts: tuple[Fact, ...]
    total: Money
    unstated: bool


def cancellations(scene: Scene) -> tuple[Fact, ...]:
    """Requests by the customer to end the deal, in order: told as such, or written or said in a message or call."""
    if "cancellations" not in scene.noted:
        scene.noted["cancellations"] = _cancellations(scene)
    return scene.noted["cancellations"]


def _cancellations(scene: Scene) -> tuple[Fact, ...]:
    spoken = scene.saying(words.ASKS_TO_CANCEL, EventKind.MESSAGE_IN, EventKind.CALL)
    asked = {fact.id for fact in spoken if not says(scene.words(fact), words.NOT_ABOUT_THE_DEAL)}
    return tuple(fact for fact in scene.facts if fact.kind is EventKind.CANCELLATION_REQUEST or fact.id in asked)


def alleged_end(scene: Scene) -> Moment | None:
    """When the customer ended the deal by record or telling, else the one day that the claim names for it."""
    asked = next((fact.moment for fact in cancellations(scene) if fact.moment is not None), None)
    if asked is not None or scene.family is not ClaimFamily.CANCELLED:
        return asked
    named = {dated.day for dated in days_in(scene.claim)}
    return day_moment(named.pop(), scene.zone) if len(named) == 1 else None


def refund_promises(scene: Scene) -> tuple[Fact, ...]:
    """Promises of ours to give money back that name no condition, in order."""
    spoken = scene.saying(words.PROMISES_REFUND, EventKind.MESSAGE_OUT, EventKind.CALL, EventKind.PROMISE)
    said = {fact.id for fact in spoken if not says(scene.words(fact), words.REFUSES)}
    made = (fact for fact in scene.facts if fact.kind is EventKind.REFUND_PROMISED or fact.id in said)
    return tuple(fact for fact in made if not says(scene.words(fact), words.CONDITION))


def says_it_came(scene: Scene, fact: Fact) -> bool:
    """Whether a message confirms in plain words that the goods came, which are known by the denial and by our orders."""
    recorded = (text_of(record.values, "description") for record in scene.rows(RecordKind.ORDERS))
    return confirms_receipt(fact.text, (scene.denial.goods.description, *recorded))


def given_back(scene: Scene) -> GivenBack | None:
    """Refunds on record or told, without counting one refund twice; None where there is none.

    The same refund often stands in the shop's records, in the payment's own row, in what is told and on the case: records are added
    up among themselves, so are refunds that a person recorded, and of all ways of knowing the largest counts.
    """
    facts = tuple(scene.of(EventKind.REFUND))
    return _added_up(facts, [refund_sum(scene, fact) for fact in facts], scene.denial.amount.currency)


def back_on_record(facts: Iterable[Fact], currency: str) -> GivenBack | None:
    """What the loaded rows of a deal say was given back, counted in the same way; what is only told is left out."""
    recorded = tuple(fact for fact in facts if fact.kind is EventKind.REFUND and fact.record is not None)
    sums = [amount if isinstance(amount := fact.values.get("amount"), Money) else None for fact in recorded]
    return _added_up(recorded, sums, currency)


def _added_up(facts: Sequence[Fact], sums: Sequence[Money | None], currency: str) -> GivenBack | None:
    if not facts:
        return None
    ways: dict[str, int] = {}
    unstated = False
    for fact, amount in zip(facts, sums, strict=True):
        if amount is None or amount.currency != currency:
            unstated = True
            continue
        way = _way(fact)
        # told twice is told once more; two rows of records are two refunds
        ways[way] = ways.get(way, 0) + amount.minor if way in ("record", "noted") else max(ways.get(way, 0), amount.minor)
    return GivenBack(tuple(facts), Money(max(ways.values(), default=0), currency), unstated)


def _way(fact: Fact) -> str:
    if fact.id.startswith(REFUND_NOTED):
        return "noted"
    if fact.record is None:
        return "told" if fact.exhibit is None else "shown"
    return "payment" if fact.id.startswith("transactions:") else "record"


def refund_sum(scene: Scene, fact: Fact) -> Money | None:
    """How much a refund gave back: by its record, else by the sum that its text names."""
    amount = fact.values.get("amount")
    if isinstance(amount, Money):
        return amount
    named = [found for found in sums_in(scene.words(fact), scene.denial.amount.currency) if found.stated]
    return named[0].amount if named else None


def agreed(scene: Scene) -> Agreed | None:
    """The total that was agreed: by our records of the order, else by papers, else by what was said; None where nothing says it."""
    return _by_order(scene) or _by_paper(scene) or _by_word(scene)


def twins(scene: Scene) -> Iterator[tuple[Record, Record]]:
    """Other payments of the same customer for the same sum, each beside the disputed one; credited ones are left out."""
    own = scene.payment
    if own is None:
        return
    amount, currency = own.values.get("amount"), own.values.get("currency")
    for other in (*scene.records, *scene.others):
        if amount is None or other.values.get("amount") != amount or other.values.get("currency") != currency or other.id == own.id:
            continue
        if other.kind is RecordKind.TRANSACTIONS and not other.values.get("refunded_minor"):
            yield own, other


def order_of(record: Record) -> str:
    return evened(text_of(record.values, "order"))


def quote(text: str, longest: int = 70) -> str:
    """A short quotation of somebody's words, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def _by_order(scene: Scene) -> Agreed | None:
    for record in scene.rows(RecordKind.ORDERS):
        amount = amount_of(record.values)
        if amount is not None:
            return Agreed(amount, (record.id,))
    return None


def _by_paper(scene: Scene) -> Agreed | None:
    for exhibit in scene.shows("agreed_price_record", "signed_receipt"):
        found = _sum_after(scene.text(exhibit), scene.charged.currency) if not exhibit.rows else None
        if found is not None:
            return Agreed(found, (exhibit.id,))
    return None


def _by_word(scene: Scene) -> Agreed | None:
    said = scene.of(EventKind.AGREEMENT, EventKind.PROMISE, EventKind.MESSAGE_OUT, EventKind.CALL, EventKind.SALE)
    for fact in reversed(tuple(said)):
        if fact.kind is EventKind.MESSAGE_OUT and scene.later(fact.moment, scene.sale):
            continue  # what was offered after the sale is an offer, not the price
        text = scene.words(fact)
        found = _sum_after(text, scene.charged.currency)
        if found is None and fact.kind in (EventKind.AGREEMENT, EventKind.PROMISE):
            found = _only_sum(text, scene.charged.currency)
        if found is not None:
            return Agreed(found, (fact.id,))
    return None


def _only_sum(text: str, currency: str) -> Money | None:
    """The one sum that an agreement names; of several, or of a part or a rate, none is taken for the total."""
    named = {found.amount for found in sums_in(text, currency) if found.stated}
    return named.pop() if len(named) == 1 and not says(text, words.NOT_THE_TOTAL) else None


def _sum_after(text: str, currency: str) -> Money | None:
    """The first sum that follows a word of agreement; one with a currency is preferred to a bare number."""
    if says(text, words.NOT_THE_TOTAL):
        return None
    for hit in hits(text, words.AGREED_SUM):
        near = [found for found in sums_in(text, currency) if hit.start <= found.start <= hit.end + _AFTER_THE_WORD]
        usable = [found for found in near if found.stated] or [found for found in near if _is_price(text, found)]
        if usable:
            return usable[0].amount
    return None


def _is_price(text: str, found: Sum) -> bool:
    in_a_date = any(dated.start <= found.start < dated.start + _DATE_LENGTH for dated in days_in(text))
    return not in_a_date and found.amount.minor >= _SMALLEST_BARE * 100
