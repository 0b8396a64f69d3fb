"""An approved answer leaves, by hand: who sent it, when, through what, with which proof."""

from datetime import date, datetime

from yosher.cases.model import Act, Case
from yosher.cases.states import OPEN
from yosher.desk.approve import act, approved_at, approved_digest, lacks_its_packet, prepared_answer
from yosher.desk.model import Acted, Desk
from yosher.desk.policy import refuse_hot
from yosher.desk.ports import DeskRefused, SavedAnswer, SentByHand
from yosher.desk.typed import Typed, typed
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment
from yosher.packets.compose import MAKES_A_PACKET
from yosher.privacy.mask import file_name, mask

# A denial of about that day, or of an unknown one, tells nothing of what came before it.
_TO_THE_DAY = frozenset({Certainty.EXACT, Certainty.DAY})


def send_by_hand(case_id: CaseId, sent: SentByHand, *, desk: Desk) -> Acted:
    """Record a submission made by a person (house call 10 without a connector). Refused unless this very answer was approved.

    What a person did is recorded even where no packet of ours was made, and that is remarked on. The same submission again is
    recorded once; another one of an answer that left already is recorded beside the first. What goes to the customer answers nobody
    who decides: the case stays open.
    """
    with desk.store.transaction():
        answer = prepared_answer(case_id, desk=desk)
        refuse_unapproved(case_id, answer.state_digest, desk=desk)
        refuse_hot(answer, approved_at(case_id, desk=desk), desk=desk)
        case = desk.store.case(desk.organisation.id, case_id)
        refuse_impossible(case, sent.at, desk=desk)
        proof = desk.blobs.put(desk.organisation.id, case_id, sent.proof) if sent.proof else None
        body: dict[str, object] = {
            "by": mask(sent.by),
            "channel": typed(sent.channel, Typed.CHANNEL),
            "proof": proof,
            "proof_name": file_name(mask(sent.proof_name)) if sent.proof_name else "",
            "digest": answer.state_digest,
            "packet": answer.packet,
        }
        kind = Act.WRITTEN_TO_CUSTOMER if goes_to_customer(answer) else Act.SENT
        earlier = [event for event in desk.store.events(desk.organisation.id, case_id) if event.act is kind]
        if any(event.happened.at == sent.at and event.body == body for event in earlier):
            return Acted(case, (Reason("desk.sending_known", values={"at": _local(sent.at, desk)}),))
        notes = [Reason("desk.sent_before", values={"at": _local(event.happened.at, desk)}) for event in earlier[-1:]]
        if lacks_its_packet(answer):
            notes.append(Reason("desk.sent_without_packet", values={"choice": f"choice:{answer.choice}"}))
        done = act(case_id, kind, body, desk=desk, happened=Moment(sent.at))
        if kind is Act.WRITTEN_TO_CUSTOMER and done.state in OPEN and answer.due is not None:
            notes.append(Reason("desk.denial_unanswered", values={"due": _local(answer.due, desk)}))
        return Acted(done, tuple(notes))


def goes_to_customer(answer: SavedAnswer) -> bool:
    """Whether what is sent of this answer goes to the customer, and not to whoever decides."""
    return answer.choice not in MAKES_A_PACKET


def refuse_unapproved(case_id: CaseId, digest: str, *, desk: Desk) -> None:
    """What is sent is what was approved: the standing approval must be for the same digest."""
    approved = approved_digest(case_id, desk=desk)
    if approved is None:
        raise DeskRefused(Reason("desk.not_approved", values={"case": case_id}), permanent=False)
    if approved != digest:
        raise DeskRefused(Reason("desk.changed_since_approval", values={"case": case_id}), permanent=False)


def refuse_impossible(case: Case, at: datetime, *, desk: Desk) -> None:
    """Nothing is sent tomorrow, or before the denial came that it answers."""
    if at > desk.now:
        raise DeskRefused(Reason("desk.sent_in_the_future", values={"at": _local(at, desk)}))
    told = [denial.happened for denial in case.denials if denial.happened.certainty in _TO_THE_DAY]
    if told and _day(at, desk) < min(_day(moment.at, desk) for moment in told):
        raise DeskRefused(
            Reason("desk.sent_before_denial", values={"at": _local(at, desk), "denied": min(_day(moment.at, desk) for moment in told)})
        )


def _local(at: datetime, desk: Desk) -> datetime:
    return at.astimezone(desk.organisation.tz)


def _day(at: datetime, desk: Desk) -> date:
    return at.astimezone(desk.organisation.tz).date()
