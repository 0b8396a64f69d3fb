"""What a dispute costs beside its amount: each fee record read for who pays it when, and whether it comes back.

A fee that was charged when the denial came and never comes back is the same in every course: it is named, and counted in none
(so that a refund of the whole is exactly minus the amount, and courses compare). Before the denial it is not yet charged: then
it counts against the courses that let the denial come. What a record does not say is read as the worse for us.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from yosher.kernel.words import Phase
from yosher.rulebook.model import Fee

# Words of the records (column when_charged) by which a fee hangs on more than this one case: a programme that the business may
# not be in, a service that it may not have bought, a step that may never come. Named to the reader, never counted.
_CONDITIONAL = (
    *("programme", "vamp", "issuer recovery", "each page", "each technical violation", "technical violation", "appeal"),
    *("high-volume", "smart disputes", "highest seen", "old how-to", "older acquirer page"),
)
_GIVING_UP = ("withdrawal", "acceptance")
_AFTER_DECISION = ("after the claim is decided", "when lost", "loser pays")


class Role(StrEnum):
    """For what a fee is charged."""

    DISPUTE = "dispute"  # that there is a denial at all
    COUNTER = "counter"  # that it is answered
    FINAL = "final"  # arbitration or compliance
    GIVING_UP = "giving_up"  # withdrawing from, or accepting, an arbitration
    ALERT = "alert"
    COURT = "court"
    CONDITIONAL = "conditional"


class Returned(StrEnum):
    """What becomes of a fee when we win in full. `UNKNOWN` counts as never: the worse for us."""

    FULL_WIN = "full_win"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which courses bear a fee; `sunk`: all of them, so that it is named and counted in none."""

    accept: bool = False
    win: bool = False
    lose: bool = False
    sunk: bool = False

    @property
    def any(self) -> bool:
        return self.accept or self.win or self.lose


_ROLE_OF_STAGE = {
    "first_chargeback": Role.DISPUTE,
    "representment": Role.COUNTER,
    "arbitration": Role.FINAL,
    "compliance": Role.FINAL,
    "alert": Role.ALERT,
    "direct": Role.COURT,
}


def role_of(fee: Fee) -> Role:
    """By the record's stage, unless its words make it conditional; a stage that we do not know counts for the denial itself."""
    words = fee.when_charged.lower()
    if any(word in words for word in _CONDITIONAL):
        return Role.CONDITIONAL
    role = _ROLE_OF_STAGE.get(fee.stage, Role.DISPUTE)
    return Role.GIVING_UP if role is Role.FINAL and any(word in words for word in _GIVING_UP) else role


def returned(fee: Fee) -> Returned:
    """By the record's words; an unverified return, or silence, is unknown."""
    words = fee.returned_when.lower()
    if "never" in words:
        return Returned.NEVER
    if not words or "unverified" in words:
        return Returned.UNKNOWN
    return Returned.FULL_WIN if "win" in words or "decided for the seller" in words else Returned.UNKNOWN


def is_after_decision(fee: Fee) -> bool:
    """Whether it is charged only once the dispute is decided."""
    return any(word in fee.when_charged.lower() for word in _AFTER_DECISION)


def bearing(fee: Fee, phase: Phase, *, before_denial: bool) -> Bearing:
    """Which courses bear this fee from where the dispute stands now."""
    back = returned(fee) is Returned.FULL_WIN
    match role_of(fee):
        case Role.DISPUTE:
            return _dispute(fee, phase, before_denial=before_denial, back=back)
        case Role.COUNTER if before_denial:  # answering an inquiry costs no counter fee; a declined alert leads to a denial
            return Bearing(lose=phase is Phase.ALERT, win=phase is Phase.ALERT and not back)
        case Role.COUNTER:
            return Bearing(lose=True, win=not back) if phase is Phase.FIRST_CHARGEBACK else Bearing(sunk=True)
        case Role.FINAL if fee.stage == phase:
            return Bearing(lose=True, win=not (back or is_after_decision(fee)))
        case Role.GIVING_UP if fee.stage == phase:
            return Bearing(accept=True)
        case Role.ALERT if phase is Phase.ALERT:
            return Bearing(sunk=True)
        case _:
            return Bearing()


def _dispute(fee: Fee, phase: Phase, *, before_denial: bool, back: bool) -> Bearing:
    if before_denial:
        return Bearing(accept=True, lose=True, win=phase is Phase.ALERT and not back)
    if back or is_after_decision(fee):
        return Bearing(accept=True, lose=True, win=not back)
    return Bearing(sunk=True)


def alternatives(fees: Iterable[Fee], *, currencies: tuple[str, ...]) -> Iterator[tuple[Fee, ...]]:
    """Records that stand for one and the same fee: by role, processor and occasion; of several currencies the nearest one.

    `currencies` in the order of nearness (the denial's, the organisation's). Two sources of one fee are a range, not a sum.
    """
    groups: dict[tuple[Role, str, str], list[Fee]] = {}
    for fee in fees:
        role = role_of(fee)
        occasion = fee.when_charged.partition("(")[0].strip().lower() if role is Role.FINAL else ""
        groups.setdefault((role, fee.processor, occasion), []).append(fee)
    for group in groups.values():
        yield _nearest(group, currencies)


def _nearest(group: list[Fee], currencies: tuple[str, ...]) -> tuple[Fee, ...]:
    for currency in currencies:
        same = tuple(fee for fee in group if fee.low is not None and fee.low.currency == currency)
        if same:
            return same
    return tuple(group)
