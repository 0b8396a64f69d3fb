"""An approved answer leaves, by hand: who sent it, when, through what, with which proof."""

from yosher.cases.model import Act, Case
from yosher.desk.approve import act, approved_digest, prepared_answer
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused, SentByHand
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment


def send_by_hand(case_id: CaseId, sent: SentByHand, *, desk: Desk) -> Case:
    """Record a submission made by a person (house call 10 without a connector). Refused unless this very answer was approved."""
    with desk.store.transaction():
        answer = prepared_answer(case_id, desk=desk)
        refuse_unapproved(case_id, answer.state_digest, desk=desk)
        if sent.at > desk.now:
            raise DeskRefused(Reason("desk.sent_in_the_future", values={"at": sent.at}))
        proof = desk.blobs.put(desk.organisation.id, case_id, sent.proof) if sent.proof else None
        body: dict[str, object] = {
            "by": sent.by,
            "channel": sent.channel,
            "proof": proof,
            "proof_name": sent.proof_name,
            "digest": answer.state_digest,
            "packet": answer.packet,
        }
        return act(case_id, Act.SENT, body, desk=desk, happened=Moment(sent.at))


def refuse_unapproved(case_id: CaseId, digest: str, *, desk: Desk) -> None:
    """What is sent is what was approved: the standing approval must be for the same digest."""
    approved = approved_digest(case_id, desk=desk)
    if approved is None:
        raise DeskRefused(Reason("desk.not_approved", values={"case": case_id}), permanent=False)
    if approved != digest:
        raise DeskRefused(Reason("desk.changed_since_approval", values={"case": case_id}), permanent=False)
