"""Contradictions about terms, renewal, cancelling and giving back."""

from yosher.evidence import kinds
from yosher.evidence.model import Contradiction, Origin, RecordKind
from yosher.evidence.moments import shown
from yosher.evidence.readings import alleged_end, cancellations
from yosher.evidence.rows import text_of
from yosher.evidence.scene import Scene
from yosher.evidence.wording import evened
from yosher.kernel.reason import Reason, Value
from yosher.kernel.when import day_moment
from yosher.kernel.words import EventKind

_DISCLOSURES = ("cancellation_policy_disclosure", "refund_policy_disclosure")
_CANCELLING = ("no_cancellation_request_log", "late_cancellation_log", "usage_after_cancellation_log", "no_show_record")


def cancelled_before_renewal(scene: Scene) -> Contradiction | None:
    """The customer asked to stop before the renewal that was then charged."""
    renewal, asked = scene.last(EventKind.RENEWAL), next(iter(cancellations(scene)), None)
    if renewal is None or asked is None or not scene.later(renewal.moment, asked.moment):
        return None
    values = {"asked": scene.on(asked), "renewed": scene.on(renewal)}
    reason = Reason("contradiction.cancelled_before_renewal", facts=(asked.id, renewal.id), values=values)
    return Contradiction("cancelled_before_renewal", reason, (*_CANCELLING, "subscription_agreement", "cancellation_policy"))


def cancellation_on_record(scene: Scene) -> Contradiction | None:
    """A paper says that nobody cancelled, and a request is on record before the denial."""
    asked = next((fact for fact in cancellations(scene) if not scene.later(fact.moment, scene.denied)), None)
    paper = next(scene.shows("no_cancellation_request_log"), None)
    if asked is None or paper is None:
        return None
    reason = Reason("contradiction.cancellation_on_record", facts=(paper.id, asked.id), values={"asked": scene.on(asked)})
    return Contradiction("cancellation_on_record", reason, ("no_cancellation_request_log",))


def cancellation_not_answered(scene: Scene) -> Contradiction | None:
    """A request to cancel, and nothing from us after it until the denial."""
    asked = next(iter(cancellations(scene)), None)
    if asked is None or scene.later(asked.moment, scene.denied):
        return None
    answers = scene.of(EventKind.MESSAGE_OUT, EventKind.CALL, EventKind.REFUND, EventKind.REFUND_PROMISED, EventKind.PROMISE)
    if any(fact.id != asked.id and not scene.later(asked.moment, fact.moment) for fact in answers):
        return None
    reason = Reason("contradiction.cancellation_not_answered", facts=(asked.id,), values={"asked": scene.on(asked)})
    return Contradiction("cancellation_not_answered", reason, ("customer_communication", "no_cancellation_request_log"))


def use_after_cancellation(scene: Scene) -> Contradiction | None:
    """Use on record after the day on which the customer asked to cancel; speaks against the customer's account."""
    ended, used = alleged_end(scene), scene.last(EventKind.USED, EventKind.LOGIN)
    if ended is None or used is None or used.origin is Origin.MERCHANT or not scene.later(used.moment, ended):
        return None
    values = {"asked": shown(ended, scene.zone), "used": scene.on(used)}
    facts = tuple(fact.id for fact in cancellations(scene)[:1])
    reason = Reason("contradiction.use_after_cancellation", facts=(*facts, used.id), values=values)
    return Contradiction("use_after_cancellation", reason, (), "customer")


def notice_after_renewal(scene: Scene) -> Contradiction | None:
    """The notice before the renewal went out only after it."""
    notice, renewal = scene.first(EventKind.RENEWAL_NOTICE), scene.last(EventKind.RENEWAL)
    if notice is None or renewal is None or not scene.later(notice.moment, renewal.moment):
        return None
    values = {"noticed": scene.on(notice), "renewed": scene.on(renewal)}
    reason = Reason("contradiction.notice_after_renewal", facts=(notice.id, renewal.id), values=values)
    return Contradiction("notice_after_renewal", reason, ("renewal_reminder",))


def terms_accepted_after_sale(scene: Scene) -> Contradiction | None:
    """The earliest acceptance of terms on record is later than the sale."""
    accepted, sale = scene.first(EventKind.AGREEMENT), scene.sale
    if accepted is None or sale is None or not scene.later(accepted.moment, sale):
        return None
    values = {"accepted": scene.on(accepted), "sale": shown(sale, scene.zone)}
    reason = Reason("contradiction.terms_accepted_after_sale", facts=(accepted.id,), values=values)
    return Contradiction("terms_accepted_after_sale", reason, (*kinds.ACCEPTANCE, *_DISCLOSURES))


def terms_version_later_than_sale(scene: Scene) -> Contradiction | None:
    """Terms handed in are of a later day, or of another version, than those of the order."""
    for exhibit in scene.shows(*kinds.POLICY, *kinds.ACCEPTANCE, "product_description_as_sold", "archived_listing_or_ad"):
        if exhibit.day is not None and not exhibit.records and scene.later(day_moment(exhibit.day, scene.zone), scene.sale):
            values: dict[str, Value] = {"kind": f"evidence:{exhibit.kind}", "day": exhibit.day}
            reason = Reason("contradiction.terms_of_later_day", facts=(exhibit.id,), values=values)
            return Contradiction("terms_version_later_than_sale", reason, (exhibit.kind,))
    accepted = {evened(text_of(record.values, "terms_version")) for record in scene.rows(RecordKind.ORDERS)} - {""}
    for record in scene.rows(RecordKind.AGREEMENTS):
        version = text_of(record.values, "version")
        if version and accepted and evened(version) not in accepted:
            reason = Reason(
                "contradiction.terms_of_other_version", facts=(record.id,), values={"shown": version, "accepted": min(accepted)}
            )
            return Contradiction("terms_version_later_than_sale", reason, (*kinds.ACCEPTANCE, *kinds.POLICY))
    return None


def return_on_record(scene: Scene) -> Contradiction | None:
    """A paper says that nothing came back, and a return is on record before the denial."""
    paper = next(scene.shows(*kinds.NO_RETURN), None)
    back = next((fact for fact in scene.of(EventKind.RETURN) if not scene.later(fact.moment, scene.denied)), None)
    if paper is None or back is None:
        return None
    reason = Reason("contradiction.return_on_record", facts=(paper.id, back.id), values={"returned": scene.on(back)})
    return Contradiction("return_on_record", reason, kinds.NO_RETURN)


ENDING_CHECKS = (
    cancelled_before_renewal,
    cancellation_on_record,
    cancellation_not_answered,
    use_after_cancellation,
    notice_after_renewal,
    terms_accepted_after_sale,
    terms_version_later_than_sale,
    return_on_record,
)
