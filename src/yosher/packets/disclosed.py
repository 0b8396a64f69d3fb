"""What a reader would find anyway and may hold against us: said by ourselves, with the exhibit that shows it (craft check R8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from yosher.evidence.model import Exhibit, Timeline
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, Language
from yosher.packets.elements import showing
from yosher.packets.model import Cite, Text
from yosher.packets.wording import text_of

# An adverse fact → how a receiver is told of it. What only the business knows is for its owner and its lawyer.
TOLD: Mapping[str, Reason] = {
    "adverse.delivery_elsewhere": Reason("packet.also_delivery_elsewhere"),
    "adverse.promised_by_missed": Reason("packet.also_promised_by_missed"),
    "adverse.label_only": Reason("packet.also_label_only"),
    "adverse.went_back_to_sender": Reason("packet.also_went_back"),
    "adverse.part_shipment": Reason("packet.also_part_shipment"),
    "adverse.signed_by_other": Reason("packet.also_signed_by_other"),
    "adverse.avs_mismatch": Reason("packet.also_avs_mismatch"),
    "adverse.cvv_mismatch": Reason("packet.also_cvv_mismatch"),
    "adverse.amount_above_agreed": Reason("packet.also_amount_above_agreed"),
    "adverse.same_minute_same_basket": Reason("packet.also_same_minute"),
    "adverse.terms_accepted_after_sale": Reason("packet.also_terms_after_sale"),
    "adverse.refund_promised": Reason("packet.also_refund_promised"),
    "adverse.cancellation_asked": Reason("packet.also_cancellation_asked"),
    "adverse.message_unanswered": Reason("packet.also_message_unanswered"),
    "adverse.fault_admitted": Reason("packet.also_fault_admitted"),
    "adverse.goods_returned": Reason("packet.also_goods_returned"),
    "adverse.ship_to_differs": Reason("packet.also_ship_to_differs"),
    "adverse.declined_before": Reason("packet.also_declined_before"),
    "adverse.card_lost_before": Reason("packet.also_card_lost"),
    "adverse.part_refunded": Reason("packet.also_part_refunded"),
}


def disclosed(timeline: Timeline, exhibits: Sequence[Exhibit], *, choice: Choice, language: Language) -> tuple[Text, ...]:
    """For a receiver: what stands in the exhibits of this packet. For the own lawyer: everything that the other side could show."""
    return tuple(_for_a_lawyer(timeline, exhibits, language) if choice is Choice.LAWYER else _for_a_receiver(timeline, exhibits, language))


def _for_a_receiver(timeline: Timeline, exhibits: Sequence[Exhibit], language: Language) -> Iterator[Text]:
    """What our own description says of a picture is no record: it is never told as one."""
    for reason in timeline.adverse:
        told, seen = TOLD.get(reason.code), showing(reason.facts, timeline, exhibits)
        if told is not None and seen is not None and reason not in timeline.described:
            yield (*text_of(replace(told, values=reason.values), language), " ", Cite(seen.id), ".")


def _for_a_lawyer(timeline: Timeline, exhibits: Sequence[Exhibit], language: Language) -> Iterator[Text]:
    for reason in (*timeline.adverse, *(m.reason for m in timeline.missing)):
        seen = showing(reason.facts, timeline, exhibits)
        text = text_of(reason, language)
        yield _before_the_stop(text, Cite(seen.id)) if seen else text


def _before_the_stop(text: Text, cite: Cite) -> Text:
    """A citation stands inside its sentence."""
    *start, last = text
    if not isinstance(last, str) or not last.endswith("."):
        return (*text, " ", cite, ".")
    return (*start, last.removesuffix("."), " ", cite, ".")
