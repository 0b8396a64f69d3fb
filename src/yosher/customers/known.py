"""A timeline laid out for reading: what happened before the denial, what the customer said, and what stands on more than our word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from yosher.customers.history import CustomerHistory, history_of
from yosher.customers.words import Said, heard
from yosher.evidence.model import Contradiction, Fact, Gate, Origin, Readable, Timeline
from yosher.evidence.moments import is_since
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import ClaimFamily, EventKind


@dataclass(frozen=True)
class Heard:
    """Something said by the customer: in the claim (`fact` is None) or in a message."""

    said: frozenset[Said]
    fact: Fact | None = None


@dataclass(frozen=True)
class Known:
    """`timeline` as the readings see it at `now`; what is dated later than `now` has not happened."""

    timeline: Timeline
    now: datetime

    @property
    def family(self) -> ClaimFamily:
        return self.timeline.family

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.timeline.entries if fact.moment is None or fact.moment.at <= self.now)

    @cached_property
    def denied(self) -> Moment:
        """When the customer denied: the first that anybody told of it."""
        told = [fact.moment for fact in self.of(EventKind.DENIAL_NOTICE) if fact.moment]
        return min([self.timeline.denial.happened, *told], key=lambda moment: moment.at)

    @cached_property
    def history(self) -> CustomerHistory:
        return history_of(self.timeline.history, self.timeline.denial, now=self.now)

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """The customer's words, claim first. Messages that only the business tells of are left out: see `backed`."""
        messages = [fact for fact in self.facts if fact.kind is EventKind.MESSAGE_IN or fact.origin is Origin.CUSTOMER]
        return (Heard(heard(self.timeline.denial.claim)), *(Heard(heard(fact.text), fact) for fact in messages if self.backed(fact)))

    def of(self, *kinds: EventKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)

    def says(self, said: Said) -> tuple[Heard, ...]:
        return tuple(words for words in self.heard if said in words.said)

    def gate(self, code: str) -> Gate | None:
        return next((gate for gate in self.timeline.gates if gate.code == code), None)

    def contradiction(self, check: str) -> Contradiction | None:
        return next((found for found in self.timeline.contradictions if found.check == check), None)

    @cached_property
    def _told_only(self) -> frozenset[str]:
        """Ids of facts and exhibits behind which there is nothing but the business's own telling."""
        facts = {str(fact.id) for fact in self.timeline.entries if not self.backed(fact)}
        described = {str(exhibit.id) for exhibit in self.timeline.exhibits if exhibit.readable is Readable.DESCRIBED}
        return frozenset(facts | described)

    def backed(self, fact: Fact) -> bool:
        """Whether a fact is more than our own word: an independent source, a loaded record, or an exhibit with a file."""
        if fact.origin.independent or fact.record is not None:
            return True
        return any(exhibit.id == fact.exhibit and exhibit.readable is not Readable.DESCRIBED for exhibit in self.timeline.exhibits)

    def stands(self, ids: Iterable[str]) -> bool:
        """Whether what these ids name stands on more than our own word: at least one of them does, or none is named."""
        named = set(ids)
        return not named or bool(named - self._told_only)

    def since_sale(self, fact: Fact) -> bool:
        """Dated, and not certainly before the sale."""
        sale = next(
            (deal.moment for deal in self.of(EventKind.SALE, EventKind.PAYMENT) if deal.moment), self.timeline.denial.transaction.at
        )
        return is_since(fact.moment, sale, (sale or self.denied).at.tzinfo or UTC)

    def before_denial(self, fact: Fact) -> bool:
        """Surely before the denial: on the same day only where both hours are known."""
        if fact.moment is None or fact.moment.certainty is Certainty.UNKNOWN:
            return False
        if fact.moment.certainty is Certainty.EXACT and self.denied.certainty is Certainty.EXACT:
            return fact.moment.at < self.denied.at
        # A day is a day in its own zone: the clock's time of the other one is read there.
        zone = (self.denied if fact.moment.certainty is Certainty.EXACT else fact.moment).at.tzinfo
        return fact.moment.at.astimezone(zone).date() < self.denied.at.astimezone(zone).date()
