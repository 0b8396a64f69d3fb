"""Contradictions about the handing over: order of the days, place, who signed, label, part, promise."""

from yosher.evidence import kinds
from yosher.evidence import spoken_words as words
from yosher.evidence.mentions import days_in, trackings_in
from yosher.evidence.model import Contradiction, Exhibit, RecordKind
from yosher.evidence.moments import shown
from yosher.evidence.places import is_elsewhere, is_other_town
from yosher.evidence.readings import quote
from yosher.evidence.rows import day_in, text_of
from yosher.evidence.scene import HANDED_OVER, Scene
from yosher.evidence.states import Movement
from yosher.evidence.wording import evened, says
from yosher.kernel.reason import Reason, Value
from yosher.kernel.when import Moment, day_moment
from yosher.kernel.words import EventKind

_HANDING = (*kinds.DELIVERY, "tracking_number")


def delivered_before_shipped(scene: Scene) -> Contradiction | None:
    shipped, handed = scene.first(EventKind.SHIPPED), scene.last(*HANDED_OVER)
    if shipped is None or handed is None or not scene.later(shipped.moment, handed.moment):
        return None
    values = {"shipped": scene.on(shipped), "delivered": scene.on(handed)}
    return Contradiction(
        "delivered_before_shipped", Reason("contradiction.delivered_before_shipped", facts=(shipped.id, handed.id), values=values), _HANDING
    )


def delivered_before_sale(scene: Scene) -> Contradiction | None:
    handed, sale = scene.last(*HANDED_OVER, EventKind.SHIPPED), scene.sale
    if handed is None or sale is None or not scene.later(sale, handed.moment):
        return None
    values = {"delivered": scene.on(handed), "sale": shown(sale, scene.zone)}
    return Contradiction(
        "delivered_before_sale", Reason("contradiction.delivered_before_sale", facts=(handed.id,), values=values), _HANDING
    )


def delivered_after_denial(scene: Scene) -> Contradiction | None:
    handed = scene.first(*HANDED_OVER)
    if handed is None or not scene.later(handed.moment, scene.denied):
        return None
    values = {"delivered": scene.on(handed), "denied": shown(scene.denied, scene.zone)}
    return Contradiction(
        "delivered_after_denial", Reason("contradiction.delivered_after_denial", facts=(handed.id,), values=values), kinds.DELIVERY
    )


def service_after_denial(scene: Scene) -> Contradiction | None:
    given = scene.first(EventKind.SERVICE_GIVEN)
    if given is None or not scene.later(given.moment, scene.denied):
        return None
    values = {"given": scene.on(given), "denied": shown(scene.denied, scene.zone)}
    return Contradiction(
        "service_after_denial", Reason("contradiction.service_after_denial", facts=(given.id,), values=values), kinds.SERVICE
    )


def signed_after_delivery(scene: Scene) -> Contradiction | None:
    """A signature dated later than the handing over that it is said to confirm."""
    for exhibit in scene.shows("signed_delivery_confirmation"):
        signed = _signed_on(scene, exhibit)
        dated = [fact for fact in scene.of(*HANDED_OVER) if fact.moment is not None and fact.exhibit != exhibit.id]
        handed = dated[-1] if dated else None
        if signed is not None and handed is not None and scene.later(signed, handed.moment):
            values = {"signed": shown(signed, scene.zone), "delivered": scene.on(handed)}
            reason = Reason("contradiction.signed_after_delivery", facts=(exhibit.id, handed.id), values=values)
            return Contradiction("signed_after_delivery", reason, ("signed_delivery_confirmation", "proof_of_delivery"))
    return None


def delivery_elsewhere(scene: Scene) -> Contradiction | None:
    """Handed over in another place than the order names: by addresses on record, else by what was told of both."""
    promised = _ordered_to(scene)
    for fact in scene.of(*HANDED_OVER):
        given = text_of(fact.values, "address")
        for where, source, is_address in promised:
            if is_elsewhere(where, given) if given and is_address else is_other_town(where, given or fact.text):
                values = {"given": quote(given or fact.text), "ordered": quote(where)}
                reason = Reason("contradiction.delivery_elsewhere", facts=(fact.id, source), values=values)
                return Contradiction("delivery_elsewhere", reason, kinds.DELIVERY)
    return None


def signed_by_other(scene: Scene) -> Contradiction | None:
    """Taken by a neighbour, at a desk, or by a name that is not the customer's in the same alphabet."""
    weakened = ("signed_delivery_confirmation", "proof_of_delivery", "pickup_record")
    for fact in scene.of(*HANDED_OVER):
        signer = text_of(fact.values, "signed_by")
        if says(scene.words(fact), words.HANDED_TO_OTHER) or says(evened(signer), words.HANDED_TO_OTHER):
            return Contradiction("signed_by_other", Reason("contradiction.signed_by_other", facts=(fact.id,)), weakened)
        if signer and _is_other_name(scene, signer):
            values = {"signer": signer, "delivered": scene.on(fact)}
            return Contradiction("signed_by_other", Reason("contradiction.signed_by_named", facts=(fact.id,), values=values), weakened)
    paper = next((exhibit for exhibit in scene.shows(*weakened) if says(scene.text(exhibit), words.HANDED_TO_OTHER)), None)
    if paper is None:
        return None
    return Contradiction("signed_by_other", Reason("contradiction.signed_by_other", facts=(paper.id,)), weakened)


def label_only(scene: Scene) -> Contradiction | None:
    """A label was made, and nobody has scanned the parcel since."""
    if next(scene.of(*HANDED_OVER), None) is not None:
        return None
    told = [(fact.id, scene.words(fact)) for fact in scene.of(EventKind.SHIPPED)]
    papers = [(exhibit.id, scene.text(exhibit)) for exhibit in scene.shows(*_HANDING)]
    rows = [(record.id, evened(text_of(record.values, "status"))) for record in scene.rows(RecordKind.SHIPMENTS)]
    spoken = [(ref, text) for ref, text in (*told, *papers, *rows) if says(text, words.ONLY_LABEL)]
    if not spoken or any(says(text, words.SCANNED) for _, text in (*told, *papers, *rows)):
        return None
    return Contradiction("label_only", Reason("contradiction.label_only", facts=tuple(ref for ref, _ in spoken)), _HANDING)


def part_shipment(scene: Scene) -> Contradiction | None:
    """Only a part was sent or handed over, and nothing says that the rest followed."""
    facts = [(fact.id, scene.words(fact)) for fact in scene.of(EventKind.SHIPPED, *HANDED_OVER, EventKind.MESSAGE_OUT)]
    papers = [(exhibit.id, scene.text(exhibit)) for exhibit in scene.shows(*_HANDING)]
    spoken = [ref for ref, text in (*facts, *papers) if says(text, words.ONLY_A_PART)]
    if not spoken or any(says(text, words.WHOLE) for _, text in (*facts, *papers)):
        return None
    return Contradiction("part_shipment", Reason("contradiction.part_shipment", facts=tuple(spoken)), kinds.DELIVERY)


def went_back_to_sender(scene: Scene) -> Contradiction | None:
    """The carrier took the parcel back or could not hand it over, and no handing over on record came later."""
    by_status = [fact for fact in scene.of(EventKind.OTHER) if fact.values.get("movement") in (Movement.RETURNED, Movement.FAILED)]
    told = scene.saying(words.BACK_TO_SENDER, EventKind.SHIPPED, EventKind.OTHER, EventKind.RETURN, EventKind.MESSAGE_OUT)
    back = next(iter(by_status), None) or next(told, None)
    if back is None or any(scene.later(handed.moment, back.moment) for handed in scene.of(*HANDED_OVER)):
        return None
    reason = Reason("contradiction.went_back_to_sender", facts=(back.id,), values={"source": back.source or "…"})
    return Contradiction("went_back_to_sender", reason, _HANDING)


def promised_by_missed(scene: Scene) -> Contradiction | None:
    """Handed over later than promised, or not at all when the promised day had passed before the denial."""
    promised, source = _promised_day(scene)
    if promised is None:
        return None
    handed = scene.first(*HANDED_OVER, EventKind.SERVICE_GIVEN)
    if not scene.later(handed.moment if handed is not None else scene.denied, promised):
        return None
    facts = (source, handed.id) if handed is not None else (source,)
    values = {"promised": scene.day(promised)}
    weakened = ("delivery_terms_accepted", "order_confirmation")
    if handed is None:
        return Contradiction("promised_by_missed", Reason("contradiction.promised_by_passed", facts=facts, values=values), weakened)
    late = {**values, "delivered": scene.on(handed)}
    return Contradiction("promised_by_missed", Reason("contradiction.promised_by_missed", facts=facts, values=late), weakened)


def other_tracking_number(scene: Scene) -> Contradiction | None:
    """A paper about the parcel names a tracking number, and the shipment on record has another."""
    for exhibit in scene.shows(*_HANDING):
        named = trackings_in(scene.text(exhibit)) if not exhibit.rows else []
        if named and scene.keys.trackings and not scene.keys.trackings & set(named):
            values = {"named": named[0].upper(), "recorded": min(scene.keys.trackings).upper(), "kind": f"evidence:{exhibit.kind}"}
            reason = Reason("contradiction.other_tracking_number", facts=(exhibit.id,), values=values)
            return Contradiction("other_tracking_number", reason, (exhibit.kind,))
    return None


def exhibit_date_outside(scene: Scene) -> Contradiction | None:
    """A paper dated in the future, or one of what can only follow a sale dated before it."""
    for exhibit in scene.exhibits:
        if exhibit.day is None or exhibit.records:
            continue
        day = day_moment(exhibit.day, scene.zone)
        early = exhibit.kind in kinds.AFTER_SALE and scene.later(scene.sale, day)
        if early or scene.later(day, Moment(scene.now)):
            values: dict[str, Value] = {"kind": f"evidence:{exhibit.kind}", "day": exhibit.day}
            reason = Reason("contradiction.exhibit_date_outside", facts=(exhibit.id,), values=values)
            return Contradiction("exhibit_date_outside", reason, (exhibit.kind,))
    return None


DELIVERY_CHECKS = (
    delivered_before_shipped,
    delivered_before_sale,
    delivered_after_denial,
    service_after_denial,
    signed_after_delivery,
    delivery_elsewhere,
    signed_by_other,
    label_only,
    part_shipment,
    went_back_to_sender,
    promised_by_missed,
    other_tracking_number,
    exhibit_date_outside,
)


def _signed_on(scene: Scene, exhibit: Exhibit) -> Moment | None:
    if exhibit.records:
        return None
    if exhibit.day is not None:
        return day_moment(exhibit.day, scene.zone)
    named = days_in(scene.text(exhibit))
    return day_moment(named[-1].day, scene.zone) if named else None


def _ordered_to(scene: Scene) -> list[tuple[str, str, bool]]:
    """Where the goods should go, the id of what says so, and whether it is an address rather than a sentence."""
    recorded = [(text_of(record.values, "ship_to"), str(record.id), True) for record in scene.rows(RecordKind.ORDERS)]
    told = [(fact.text, str(fact.id), False) for fact in scene.of(EventKind.AGREEMENT, EventKind.SALE) if fact.record is None]
    return [(where, source, is_address) for where, source, is_address in (*recorded, *told) if where]


def _is_other_name(scene: Scene, signer: str) -> bool:
    """Whether a signer's name shares no word with the customer's; names in two alphabets cannot be compared."""
    signed = set(evened(signer).replace(".", " ").split())
    names = set(" ".join(scene.keys.names).replace(".", " ").split())
    if not signed or not names or _is_hebrew(signed) != _is_hebrew(names):
        return False
    return not any(_fits(one, other) for one in signed for other in names)


def _fits(one: str, other: str) -> bool:
    """The same name, or an initial of it."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _is_hebrew(names: set[str]) -> bool:
    return any("\u05d0" <= letter <= "\u05ea" for name in names for letter in name)


def _promised_day(scene: Scene) -> tuple[Moment | None, str]:
    for record in scene.rows(RecordKind.ORDERS):
        day = day_in(record.values, "promised_by", scene.zone)
        if day is not None:
            return day_moment(day, scene.zone), record.id
    for fact in scene.of(EventKind.PROMISE, EventKind.AGREEMENT, EventKind.SALE):
        named = days_in(scene.words(fact)) if says(scene.words(fact), words.DELIVERY_BY) else []
        if named:
            return day_moment(named[-1].day, scene.zone), fact.id
    return None, ""
