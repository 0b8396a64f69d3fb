"""The scene that checks look at: the denial, what happened in order, usable exhibits with their texts evened out, our keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from yosher.cases.model import Denial
from yosher.evidence.keys import Keys
from yosher.evidence.kinds import AT_A_TERMINAL
from yosher.evidence.model import Exhibit, Fact, Origin, Record, RecordKind
from yosher.evidence.moments import day_of, is_later, is_since, shown
from yosher.evidence.rows import amount_of
from yosher.evidence.wording import Phrases, evened, narrowed, says
from yosher.kernel.ids import ExhibitId, FactId
from yosher.kernel.money import Money
from yosher.kernel.reason import Value
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import ClaimFamily, EventKind, NeedLevel
from yosher.rulebook.model import LegalAmount, Rule

HANDED_OVER = (EventKind.DELIVERED, EventKind.COLLECTED)
# Kinds whose text is somebody's words rather than our own note about them.
FROM_CUSTOMER = (EventKind.MESSAGE_IN, EventKind.CANCELLATION_REQUEST, EventKind.DEMAND, EventKind.THREAT)
FROM_US = (EventKind.MESSAGE_OUT, EventKind.REFUND_PROMISED)


@dataclass(frozen=True, slots=True)
class Scene:
    """`facts` are in order of time, unknown moments last; `texts` and `said` hold evened-out texts by id.

    Nothing is changed after it was made but `noted`; whoever replaces the facts starts with an empty one.
    """

    denial: Denial
    rule: Rule
    family: ClaimFamily
    claim: str  # evened out
    zone: tzinfo
    now: datetime
    keys: Keys
    facts: tuple[Fact, ...]
    exhibits: tuple[Exhibit, ...] = ()
    records: tuple[Record, ...] = ()  # of this deal
    others: tuple[Record, ...] = ()  # the same customer's other rows
    rights: tuple[LegalAmount, ...] = ()
    said: dict[FactId, str] = field(default_factory=dict)
    texts: dict[ExhibitId, str] = field(default_factory=dict)
    noted: dict[str, tuple[Fact, ...]] = field(default_factory=dict)  # readings made once for many checks

    # -- facts --

    def of(self, *kinds: EventKind) -> Iterator[Fact]:
        """Facts of these kinds, in order of time."""
        return (fact for fact in self.facts if fact.kind in kinds)

    def first(self, *kinds: EventKind) -> Fact | None:
        """The earliest dated fact of these kinds."""
        return next((fact for fact in self.of(*kinds) if fact.moment is not None), None)

    def last(self, *kinds: EventKind) -> Fact | None:
        """The latest dated fact of these kinds."""
        return next((fact for fact in reversed(self.facts) if fact.kind in kinds and fact.moment is not None), None)

    def saying(self, table: Phrases, *kinds: EventKind) -> Iterator[Fact]:
        """Facts of these kinds whose text says one of the phrases, in order of time."""
        facts = tuple(self.of(*kinds))
        table = narrowed("\n".join(map(self.words, facts)), table)  # most tables are ruled out by one look at all texts
        return (fact for fact in facts if table and says(self.words(fact), table))

    def words(self, fact: Fact) -> str:
        """The evened-out text of a fact."""
        found = self.said.get(fact.id)
        return evened(fact.text) if found is None else found

    # -- exhibits and records --

    def shows(self, *kinds: str) -> Iterator[Exhibit]:
        """Usable exhibits of these evidence kinds."""
        return (exhibit for exhibit in self.exhibits if exhibit.kind in kinds or any(kind in kinds for kind in exhibit.also))

    def text(self, exhibit: Exhibit) -> str:
        """The evened-out text of an exhibit with what the person says that it shows."""
        found = self.texts.get(exhibit.id)
        return text_of_exhibit(exhibit) if found is None else found

    def rows(self, kind: RecordKind) -> Iterator[Record]:
        return (record for record in self.records if record.kind is kind)

    # -- the deal --

    @property
    def sale(self) -> Moment | None:
        """When the deal was made: by a sale or payment on record, else by the denial's own date of the transaction."""
        found = self.first(EventKind.SALE, EventKind.PAYMENT)
        return found.moment if found is not None else self.denial.transaction.at

    @property
    def denied(self) -> Moment:
        """When the customer denied, as far as the source says."""
        return self.denial.happened

    @property
    def payment(self) -> Record | None:
        """The row of the disputed payment: the one that the denial names, else the first of this deal."""
        rows = tuple(self.rows(RecordKind.TRANSACTIONS))
        named = {evened(ref) for ref in (self.denial.transaction.id, self.denial.payment_ref) if ref}
        return next((row for row in rows if evened(row.number) in named), rows[0] if rows else None)

    @property
    def charged(self) -> Money:
        """What was charged: the whole payment where it is known, else the disputed sum."""
        return self.paid or self.denial.amount

    @property
    def paid(self) -> Money | None:
        """The whole payment, as the denial or the records state it; None where neither does."""
        payment = self.payment
        recorded = None if payment is None else amount_of(payment.values)
        return self.denial.transaction.amount or recorded

    @property
    def is_remote(self) -> bool | None:
        """Whether the deal was made without the card at hand; None where nothing says so."""
        if self.denial.transaction.card_present is not None:
            return not self.denial.transaction.card_present
        sold_by = self.denial.goods.sold_by
        return None if sold_by is None else sold_by in ("web", "phone", "chat")

    @property
    def is_at_a_terminal(self) -> bool | None:
        """Whether a terminal read the card: as stated, else by a code that is about nothing else (Visa 10.1); else None."""
        if self.is_remote is not None:
            return not self.is_remote
        about_it = any(need.level is NeedLevel.REQUIRED and need.evidence in AT_A_TERMINAL for need in self.rule.needs)
        return True if self.rule.listed and about_it else None

    # -- time --

    def later(self, moment: Moment | None, other: Moment | None) -> bool:
        return is_later(moment, other, self.zone)

    def since_sale(self, moment: Moment | None) -> bool:
        """Whether a dated moment may lie at or after the sale."""
        return is_since(moment, self.sale, self.zone)

    def on(self, fact: Fact) -> Value:
        """When a fact happened, as a value for a sentence; an unknown moment is an ellipsis, never a guess."""
        return "…" if fact.moment is None else shown(fact.moment, self.zone)

    def day(self, moment: Moment) -> date:
        return day_of(moment, self.zone)


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """By time, unknown moments last; at one and the same time by kind in the order in which deals go, then by id."""
    return tuple(sorted(facts, key=_place))


def _place(fact: Fact) -> tuple[bool, float, int, str]:
    moment = fact.moment
    known = moment is not None and moment.certainty is not Certainty.UNKNOWN
    return (not known, moment.at.timestamp() if moment is not None and known else 0.0, _COURSE[fact.kind], fact.id)


_COURSE = {kind: place for place, kind in enumerate(EventKind)}


def text_of_exhibit(exhibit: Exhibit) -> str:
    """What an exhibit says, evened out: its own text, else what the person says that it shows."""
    return evened(f"{exhibit.text}\n{exhibit.shows}" if exhibit.shows else exhibit.text)


def is_told(fact: Fact) -> bool:
    """Whether only the business itself says so."""
    return fact.origin in (Origin.MERCHANT, Origin.UNKNOWN)
