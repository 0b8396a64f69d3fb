"""The same customer's earlier payments as evidence that the same person bought: undisputed, with equal device, address, account."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo

from yosher.evidence.model import Exhibit, Record, RecordKind
from yosher.evidence.moments import day_of, moment_of
from yosher.evidence.readings import order_of, twins
from yosher.evidence.rendered import table
from yosher.evidence.rows import is_true, text_of
from yosher.evidence.scene import Scene
from yosher.kernel.when import Moment
from yosher.kernel.words import ClaimFamily, Network

_MATCHES = {"ip": "ip_address_match", "device": "device_id_or_fingerprint_match", "account": "account_login_id_match"}
PAIRED = ("ip_address_match", "device_id_or_fingerprint_match")  # one of the two matching elements must be one of these


@dataclass(frozen=True, slots=True)
class PriorWindow:
    """Which earlier payments count, in days before both the disputed payment and the dispute, ends included.

    120 to 364 is the cautious reading of Visa's Compelling Evidence 3.0 (Visa CE 3.0 readiness, March 2023; sources differ on
    364 or 365 and on what is counted from). `count` payments are needed.
    """

    least: int = 120
    most: int = 364
    count: int = 2


CAUTIOUS = PriorWindow()


def earlier_payments(scene: Scene, window: PriorWindow = CAUTIOUS) -> Exhibit | None:
    """One exhibit of earlier undisputed payments on the same card or account, or None where there are too few.

    `also` names what is equal on the disputed payment and on all that are shown. Visa counts only those inside the window;
    elsewhere every earlier one counts.
    """
    own = scene.payment
    if own is None or scene.family not in (ClaimFamily.NOT_ME, ClaimFamily.OTHER, ClaimFamily.UNKNOWN):
        return None
    moment = own.at or moment_of(own.values.get("ts"), scene.zone)
    if moment is None:
        return None
    clean = [record for record in scene.others if _is_clean(record, own)]
    dated = [(record, when) for record in clean if (when := _when(record, scene.zone)) is not None]
    counted = [record for record, when in dated if _counts(scene, when, moment, window)]
    best = _best(own, counted, window.count)
    if len(best) < window.count:
        return None
    equal = tuple(kind for name, kind in _MATCHES.items() if all(_equal(own, record, name) for record in best))
    made = table("prior_undisputed_transactions", tuple(best), scene.zone, also=equal, ref=f"record:prior:{own.id}")
    return replace(made, day=None)


def two_orders(scene: Scene) -> Exhibit | None:
    """Two payments for one sum under two order numbers, side by side; only where the claim is a double charge."""
    if scene.family is not ClaimFamily.DUPLICATE:
        return None
    pair = next(
        ((own, other) for own, other in twins(scene) if order_of(own) and order_of(other) and order_of(own) != order_of(other)), None
    )
    if pair is None:
        return None
    made = table("separate_order_records", pair, scene.zone, also=("duplicate_charge_documentation",), ref=f"record:two:{pair[0].id}")
    return replace(made, day=None)


def _is_clean(record: Record, own: Record) -> bool:
    if record.kind is not RecordKind.TRANSACTIONS or record.id == own.id:
        return False
    same = _equal(own, record, "pm") or (not text_of(own.values, "pm") and _equal(own, record, "account"))
    return same and not is_true(record.values.get("disputed")) and not is_true(record.values.get("fraud"))


def _equal(own: Record, other: Record, name: str) -> bool:
    """Equal and known: a missing value never matches."""
    return bool(text_of(own.values, name)) and text_of(own.values, name) == text_of(other.values, name)


def _when(record: Record, zone: tzinfo) -> Moment | None:
    return record.at or moment_of(record.values.get("ts"), zone)


def _counts(scene: Scene, when: Moment, moment: Moment, window: PriorWindow) -> bool:
    day, disputed = day_of(when, scene.zone), day_of(moment, scene.zone)
    if scene.denial.network is not Network.VISA:
        return day < disputed
    return all(window.least <= (day_of(end, scene.zone) - day).days <= window.most for end in (moment, scene.denied))


def _best(own: Record, counted: Iterable[Record], count: int) -> list[Record]:
    """The payments that share most with the disputed one; ties by id, so that the choice is always the same."""

    def shared(record: Record) -> tuple[int, str]:
        return (-sum(_equal(own, record, name) for name in _MATCHES), record.id)

    return sorted(counted, key=shared)[:count]
