"""How much one exhibit is worth for one kind of evidence: present or weak, and why."""

from yosher.evidence import kinds
from yosher.evidence.mentions import days_in, names
from yosher.evidence.model import Exhibit, Fact, ProofState, Readable
from yosher.evidence.opposites import is_undecided
from yosher.evidence.readings import alleged_end
from yosher.evidence.scene import Scene
from yosher.evidence.wording import says
from yosher.kernel.reason import Reason, Value
from yosher.kernel.when import Certainty, day_moment

Grade = tuple[ProofState, Reason]

# A search in loaded messages covers the channels that were loaded, never the telephone.
_PARTIAL = (*kinds.NO_CANCELLATION, *kinds.NO_RETURN, "payment_records_no_other_payment")


def grade(scene: Scene, exhibit: Exhibit, kind: str) -> Grade:
    """Present only with a file whose text says so or with a record; all else is weak, with the reason."""
    values: dict[str, Value] = {"kind": f"evidence:{kind}"}
    if exhibit.records:
        return _record(exhibit, kind, values)
    if exhibit.readable is Readable.READ:
        return _file(scene, exhibit, kind, values)
    if exhibit.readable is Readable.DESCRIBED:
        return _described(scene, exhibit, kind, values)
    return ProofState.WEAK, Reason("evidence.unread", facts=(exhibit.id,), values={**values, "name": exhibit.name or "…"})


def confirming(scene: Scene, kind: str) -> list[Fact]:
    """Events, not told by the business itself, that say the same as a paper of this kind."""
    return [fact for fact in telling(scene, kind) if fact.origin.independent and fact.exhibit is None]


def telling(scene: Scene, kind: str) -> list[Fact]:
    """Events that say what a paper of this kind would show, whoever tells of them."""
    spoken = [fact for fact in scene.of(*kinds.CONFIRMED_BY.get(kind, ())) if _speaks_of(scene, fact, kind)]
    facts = [fact for fact in spoken if fact.kind not in kinds.USING or scene.since_sale(fact.moment)]
    if kind != "usage_after_cancellation_log":
        return facts
    asked = alleged_end(scene)
    return [fact for fact in facts if scene.later(fact.moment, asked)]


def _speaks_of(scene: Scene, fact: Fact, kind: str) -> bool:
    table = kinds.SPEAKS_OF.get(kind)
    return table is None or says(scene.words(fact), table) or bool(_VALUES.get(kind, frozenset()) & fact.values.keys())


_VALUES = {
    "signed_delivery_confirmation": frozenset({"signed_by"}),
    "refund_arn": frozenset({"arn"}),
    "agreed_price_record": frozenset({"amount"}),
}


def _record(exhibit: Exhibit, kind: str, values: dict[str, Value]) -> Grade:
    if kind in _PARTIAL:
        return ProofState.WEAK, Reason("evidence.search_partial", facts=(exhibit.id,), values=values)
    return ProofState.PRESENT, Reason(
        "evidence.record_says", facts=(exhibit.id,), values={**values, "source": exhibit.captured_from or "…"}
    )


def _file(scene: Scene, exhibit: Exhibit, kind: str, values: dict[str, Value]) -> Grade:
    text = scene.text(exhibit)
    values = {**values, "name": exhibit.name or "…"}
    if exhibit.media_type.startswith("image/"):
        return ProofState.WEAK, Reason("evidence.screenshot", facts=(exhibit.id,), values=values)
    if is_undecided(kind, text):
        return ProofState.WEAK, Reason("evidence.speaks_both_ways", facts=(exhibit.id,), values=values)
    is_named = any(names(text, key) for key in scene.keys.all)
    is_said = says(text, kinds.words_of(kind))
    if not is_said and (not is_named or kind in kinds.AFTER_SALE):
        return ProofState.WEAK, Reason("evidence.does_not_say", facts=(exhibit.id,), values=values)
    if not is_named and kind in kinds.AFTER_SALE:
        return ProofState.WEAK, Reason("evidence.names_no_deal", facts=(exhibit.id,), values=values)
    if kind in kinds.USE and not _is_since_sale(scene, exhibit, text):
        return ProofState.WEAK, Reason("evidence.use_before_sale", facts=(exhibit.id,), values=values)
    if exhibit.day is not None and _is_of_other_day(exhibit, text):
        return ProofState.WEAK, Reason("evidence.date_not_confirmed", facts=(exhibit.id,), values={**values, "day": exhibit.day})
    return ProofState.PRESENT, Reason("evidence.file_says", facts=(exhibit.id,), values=values)


def _is_of_other_day(exhibit: Exhibit, text: str) -> bool:
    """The paper names days, and the one that it was handed in for is not among them. Terms bear the day of their version."""
    named = {dated.day for dated in days_in(text)}
    return bool(named) and exhibit.day not in named and exhibit.kind in kinds.AFTER_SALE


def _is_since_sale(scene: Scene, exhibit: Exhibit, text: str) -> bool:
    """Whether a log bears a day at or after the sale; without any day it shows nothing of it."""
    days = [dated.day for dated in days_in(text)] or ([exhibit.day] if exhibit.day else [])
    return any(scene.since_sale(day_moment(day, scene.zone)) for day in days)


def _described(scene: Scene, exhibit: Exhibit, kind: str, values: dict[str, Value]) -> Grade:
    facts = confirming(scene, kind)
    agreeing = [fact for fact in facts if _agrees(scene, exhibit, fact)]
    if agreeing:
        said = {**values, "source": agreeing[0].source or "…", "at": scene.on(agreeing[0])}
        return ProofState.PRESENT, Reason("evidence.described_confirmed", facts=(exhibit.id, agreeing[0].id), values=said)
    if facts:
        return ProofState.WEAK, Reason("evidence.described_other_day", facts=(exhibit.id, facts[0].id), values=values)
    return ProofState.WEAK, Reason("evidence.described_only", facts=(exhibit.id,), values=values)


def _agrees(scene: Scene, exhibit: Exhibit, fact: Fact) -> bool:
    """The same day, as far as both are known exactly enough; a time told from memory confirms nothing."""
    if fact.moment is None or exhibit.day is None:
        return True
    if fact.moment.certainty in (Certainty.ABOUT, Certainty.UNKNOWN):
        return False
    return day_moment(exhibit.day, scene.zone).at.date() == scene.day(fact.moment)
