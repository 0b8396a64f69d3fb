"""Exhibits that are worth nothing: empty, unreadable, double, unlawful, about another order, or saying the opposite."""

from collections.abc import Iterator

from yosher.evidence import kinds
from yosher.evidence.keys import Keys
from yosher.evidence.mentions import names, orders_in, payments_in, shape, sums_in
from yosher.evidence.model import Exhibit, Junk, Lawful, Readable
from yosher.evidence.moments import is_later
from yosher.evidence.opposites import opposite_of
from yosher.evidence.scene import HANDED_OVER, Scene
from yosher.evidence.terms import days_promised
from yosher.evidence.wording import phrases, says
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, EventKind

_ANY_TIME = phrases(
    """
    (refund*|return*|cancel*|money back) .. (any time|anytime|at any time|no questions)
    (any time|at any time) .. (refund*|cancel*|return*)
    money back guarantee
    money-back guarantee
    satisfaction guarantee*
    """,
    """
    (החזר|זיכוי|ביטול|לבטל|להחזיר) .. (בכל עת|בכל זמן|ללא תנאי|ללא שאלות)
    (בכל עת|בכל זמן) .. (לבטל|ביטול|החזר)
    התחייבות להחזר
    """,
)


def sorted_out(scene: Scene) -> tuple[tuple[Exhibit, ...], tuple[Junk, ...]]:
    """The exhibits of a scene parted into usable ones and junk, each with the reason; in their order."""
    usable: list[Exhibit] = []
    junk: list[Junk] = []
    seen: dict[str, Exhibit] = {}
    for exhibit in scene.exhibits:
        reason = _why_not(scene, exhibit) or _twice(scene, exhibit, seen)
        if reason is None:
            usable.append(exhibit)
            seen |= dict.fromkeys(_marks(scene, exhibit), exhibit)
        else:
            junk.append(Junk(exhibit.id, reason))
    return tuple(usable), tuple(junk)


def _why_not(scene: Scene, exhibit: Exhibit) -> Reason | None:
    return _unlawful(exhibit) or _unreadable(exhibit) or _of_another(scene, exhibit) or _opposite(scene, exhibit)


def _unlawful(exhibit: Exhibit) -> Reason | None:
    values = {"kind": f"evidence:{exhibit.kind}"}
    if exhibit.lawful is Lawful.UNLAWFUL:
        return Reason("junk.unlawful", facts=(exhibit.id,), values=values)
    if exhibit.lawful is Lawful.UNCHECKED and is_recording(exhibit):
        return Reason("junk.recording_unchecked", facts=(exhibit.id,), values=values)
    return None


def is_recording(exhibit: Exhibit) -> bool:
    """Whether voices may be heard: a call recording by kind, or a sound or film file."""
    return exhibit.kind in kinds.RECORDINGS or exhibit.media_type.startswith(("audio/", "video/"))


def _unreadable(exhibit: Exhibit) -> Reason | None:
    values = {"kind": f"evidence:{exhibit.kind}", "name": exhibit.name or "…"}
    is_blank = exhibit.readable is Readable.READ and not exhibit.rows and not exhibit.text.strip()
    if exhibit.readable is Readable.EMPTY or is_blank:
        return Reason("junk.empty", facts=(exhibit.id,), values=values)
    if exhibit.readable is Readable.UNREADABLE:
        return Reason("junk.unreadable", facts=(exhibit.id,), values=values)
    return None


def _marks(scene: Scene, exhibit: Exhibit) -> Iterator[str]:
    """By what a second copy is known: the same bytes, or the same words in a file (which may serve as another kind)."""
    if exhibit.sha256:
        yield f"{exhibit.sha256}/{exhibit.kind}"
    if exhibit.readable is Readable.READ and not exhibit.rows:
        yield f"{' '.join(scene.text(exhibit).split())}/{exhibit.kind}"


def _twice(scene: Scene, exhibit: Exhibit, seen: dict[str, Exhibit]) -> Reason | None:
    first = next((seen[mark] for mark in _marks(scene, exhibit) if mark in seen), None)
    if first is None:
        return None
    values = {"kind": f"evidence:{exhibit.kind}", "name": exhibit.name or "…", "first": first.name or "…"}
    return Reason("junk.duplicate", facts=(exhibit.id, first.id), values=values)


def _of_another(scene: Scene, exhibit: Exhibit) -> Reason | None:
    """About another order or payment: the text names one of the shape of ours, and nothing by which our deal is known."""
    if exhibit.rows:
        return None  # a rendered record belongs to this deal by its keys
    text = scene.text(exhibit)
    if not text or any(names(text, key) for key in scene.keys.deal | scene.keys.trackings):
        return None
    values = {"kind": f"evidence:{exhibit.kind}", "name": exhibit.name or "…"}
    other = _other_number(scene.keys, text)
    if other:
        return Reason("junk.other_order", facts=(exhibit.id,), values={**values, "order": other})
    if exhibit.kind in kinds.RECEIPT and not _names_us(scene, text) and _other_sum(scene, text):
        return Reason("junk.other_payment", facts=(exhibit.id,), values=values)
    return None


def _other_number(keys: Keys, text: str) -> str:
    """An order or payment number in the text that is comparable with ours and not ours."""
    ours = {shape(key) for key in keys.deal}
    named = [*orders_in(text), *payments_in(text)]
    return next((number for number in named if shape(number) in ours and number not in keys.deal), "")


def _names_us(scene: Scene, text: str) -> bool:
    return any(names(text, key) for key in scene.keys.all)


def _other_sum(scene: Scene, text: str) -> bool:
    """Whether a receipt names sums in our currency and none of them is the payment's or the disputed one."""
    ours = (scene.charged, scene.denial.amount)
    named = [found.amount for found in sums_in(text, scene.charged.currency) if found.stated]
    return bool(named) and not any(amount in ours for amount in named)


def _opposite(scene: Scene, exhibit: Exhibit) -> Reason | None:
    text = scene.text(exhibit)
    quote = opposite_of(exhibit.kind, text) if text else ""
    if quote:
        values = {"kind": f"evidence:{exhibit.kind}", "name": exhibit.name or "…", "quote": quote}
        return Reason("junk.says_opposite", facts=(exhibit.id,), values=values)
    if exhibit.kind in kinds.POLICY and _promises_it(scene, text):
        values = {"kind": f"evidence:{exhibit.kind}", "name": exhibit.name or "…"}
        return Reason("junk.policy_promises_it", facts=(exhibit.id,), values=values)
    return None


def _promises_it(scene: Scene, text: str) -> bool:
    """Whether a policy gives the customer what was asked for: at any time, or within days that were kept.

    A policy counts only where the claim is about ending the deal, and only with a request or a return on record.
    """
    if scene.family not in (ClaimFamily.CANCELLED, ClaimFamily.CREDIT_NOT_PROCESSED, ClaimFamily.NOT_AS_DESCRIBED):
        return False
    asked = scene.first(EventKind.CANCELLATION_REQUEST, EventKind.RETURN)
    if asked is None:
        return False
    if says(text, _ANY_TIME):
        return True
    start = scene.first(*HANDED_OVER) or scene.first(EventKind.SALE, EventKind.PAYMENT)
    days = days_promised(text)
    if days is None or start is None or start.moment is None or asked.moment is None or is_later(start.moment, asked.moment, scene.zone):
        return False
    return (scene.day(asked.moment) - scene.day(start.moment)).days <= days
