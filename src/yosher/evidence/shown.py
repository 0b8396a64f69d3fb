"""What readable exhibits show to have happened, so that it stands in the timeline beside what was recorded and told."""

from collections.abc import Iterable

from yosher.evidence.grading import grade
from yosher.evidence.mentions import days_in, sums_in
from yosher.evidence.model import Exhibit, Fact, Origin, ProofState, Readable
from yosher.evidence.scene import Scene
from yosher.kernel.ids import FactId
from yosher.kernel.money import Money
from yosher.kernel.reason import Value
from yosher.kernel.when import Moment, day_moment
from yosher.kernel.words import EventKind

# What a paper of a kind shows, and whose word it then is.
_SHOWS: dict[str, tuple[EventKind, Origin]] = {
    "proof_of_delivery": (EventKind.DELIVERED, Origin.CARRIER),
    "signed_delivery_confirmation": (EventKind.DELIVERED, Origin.CARRIER),
    "pickup_record": (EventKind.COLLECTED, Origin.RECORD),
    "service_completion_record": (EventKind.SERVICE_GIVEN, Origin.RECORD),
    "refund_record": (EventKind.REFUND, Origin.PROCESSOR),
    "refund_arn": (EventKind.REFUND, Origin.PROCESSOR),
    "three_ds_authentication_record": (EventKind.THREE_DS, Origin.PROCESSOR),
    "renewal_reminder": (EventKind.RENEWAL_NOTICE, Origin.RECORD),
    "terms_accepted_record": (EventKind.AGREEMENT, Origin.RECORD),
    "subscription_agreement": (EventKind.AGREEMENT, Origin.RECORD),
    "usage_after_cancellation_log": (EventKind.USED, Origin.RECORD),
    "access_activity_log": (EventKind.USED, Origin.RECORD),
    "late_cancellation_log": (EventKind.CANCELLATION_REQUEST, Origin.RECORD),
}
_ONCE = (EventKind.THREE_DS, EventKind.AGREEMENT)


def shown_by(scene: Scene, exhibits: Iterable[Exhibit]) -> tuple[Fact, ...]:
    """Facts out of usable files whose text says so and names this deal: the word for a file's kind is only the owner's.

    A refund that a paper only names, or that is only described, counts as told, for nobody describes one against himself.

    A fact that is known already (the same kind on the same day, or of a kind that happens once) is not repeated.
    """
    found: list[Fact] = []
    for exhibit in exhibits:
        fact = _fact(scene, exhibit)
        if fact is not None and not any(_is_known(scene, fact, other) for other in (*scene.facts, *found)):
            found.append(fact)
    return tuple(found)


def _fact(scene: Scene, exhibit: Exhibit) -> Fact | None:
    if exhibit.kind not in _SHOWS or exhibit.rows or exhibit.readable not in (Readable.READ, Readable.DESCRIBED):
        return None
    kind, origin = _SHOWS[exhibit.kind]
    is_shown = exhibit.readable is Readable.READ and grade(scene, exhibit, exhibit.kind)[0] is ProofState.PRESENT
    if not is_shown and kind is not EventKind.REFUND:
        return None
    values: dict[str, Value] = {}
    if kind is EventKind.REFUND and (amount := _refunded(scene, exhibit)) is not None:
        values["amount"] = amount
    return Fact(
        FactId(f"exhibit:{exhibit.id}:{kind}"),
        kind,
        _moment(scene, exhibit),
        exhibit.shows or exhibit.name,
        origin if is_shown else Origin.MERCHANT,
        exhibit.name,
        values,
        exhibit.id,
    )


def _moment(scene: Scene, exhibit: Exhibit) -> Moment | None:
    """The day that the paper was handed in for, else the one day that it names; of several, none is chosen."""
    if exhibit.day is not None:
        return day_moment(exhibit.day, scene.zone)
    named = {dated.day for dated in days_in(scene.text(exhibit))}
    return day_moment(named.pop(), scene.zone) if len(named) == 1 else None


def _refunded(scene: Scene, exhibit: Exhibit) -> Money | None:
    """The refunded sum that a paper names: the disputed or paid one where it stands there, else the only one."""
    currency = scene.denial.amount.currency
    named = {found.amount for found in sums_in(scene.text(exhibit), currency) if found.stated}
    ours = [amount for amount in (scene.denial.amount, scene.charged) if amount in named]
    return ours[0] if ours else named.pop() if len(named) == 1 else None


def _is_known(scene: Scene, fact: Fact, other: Fact) -> bool:
    if other.kind is not fact.kind:
        return False
    if fact.moment is None or other.moment is None or fact.kind in _ONCE:
        return True
    return scene.day(fact.moment) == scene.day(other.moment)
