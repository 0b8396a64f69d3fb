"""A denial comes in: one case for one dispute, however often and in whatever order its messages arrive."""

import hashlib
from collections.abc import Iterator, Sequence

from yosher.cases.fold import opened
from yosher.cases.merge import read_into, same_dispute, superseded
from yosher.cases.model import Act, Case, CaseEvent, Denial, Incoming, Refusal, State
from yosher.cases.states import OPEN, OVER
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.clock import quiet_where_done
from yosher.desk.evidence import add_attached
from yosher.desk.model import Beside, Desk, Opened, Taken, nothing_beside
from yosher.desk.notices import Notice, tell
from yosher.desk.ports import InboxContext, OutboxRow, ReadsDenials, SignatureWrong
from yosher.evidence.facts import told
from yosher.evidence.model import Fact
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.when import Moment
from yosher.kernel.words import Language
from yosher.packets.wording import language_of
from yosher.people.may import Ability

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U to misread
_LETTERS = 12  # 60 bits


def take_file(
    body: bytes,
    *,
    reader: ReadsDenials,
    desk: Desk,
    name: str = "",
    signature: str | None = None,
    secret: str | None = None,
    beside: Beside = nothing_beside,
) -> Taken:
    """Read one file and open a case for each denial in it. A wrong signature refuses the whole file and keeps nothing."""
    context = InboxContext(desk.organisation, desk.now, name, signature, secret)
    try:
        reading = reader(body, context=context)
    except SignatureWrong as wrong:
        return Taken(name, refused=(Refusal(wrong.reason.code, file=name, values=wrong.reason.values),), signature_wrong=True)
    opened_cases = tuple((incoming.denial, open_case(incoming, desk=desk, raw=body, beside=beside)) for incoming in reading.incoming)
    notes = tuple(note for denial, case in opened_cases for note in notes_on(case, denial, file=name))
    return Taken(name, opened_cases, reading.refused, (*reading.notes, *notes))


def notes_on(case: Opened, denial: Denial, *, file: str) -> Iterator[Refusal]:
    if case.was is not None:
        yield Refusal("desk.sum_corrected", file=file, values={"case": case.case, "was": case.was, "now": denial.amount})
    for missing in case.absent:
        yield Refusal("desk.file_missing", file=file, values={"file": missing})
    if case.beside:
        yield Refusal("desk.same_payment", file=file, values={"case": case.case, "others": ", ".join(case.beside)})


def open_case(incoming: Incoming, *, desk: Desk, raw: bytes = b"", beside: Beside = nothing_beside, prepare: bool = True) -> Opened:
    """Find or open the case of this dispute, keep the message with it, and ask the worker to weigh it (house call 2).

    `prepare` is False where the caller knows more of the case, and asks the worker itself.
    """
    require(Ability.WORK, desk=desk)
    denial = incoming.denial
    organisation = desk.organisation.id
    with desk.store.transaction():
        about = desk.store.candidates(organisation, denial)
        known = _same(denial, about)
        case_id = known.id if known else case_id_for(denial, organisation)
        if raw:
            desk.blobs.put(organisation, case_id, raw)
        was = None if known is None else _corrected_sum(known, denial)
        if known is None:
            _open(denial, case_id, desk=desk)
        is_news = known is None or read_further(known, denial, desk=desk)
        _tell(case_id, told(incoming.told), is_new=known is None, desk=desk)
        absent = add_attached(case_id, incoming.attached, desk=desk, beside=beside)
        if is_news and prepare:
            ask_worker(case_id, denial, desk=desk)
    others = tuple(case.id for case in about if case.id != case_id)
    beside_it = others if known is None else ()
    return Opened(case_id, created=known is None, known=not is_news, absent=absent, beside=beside_it, was=was if is_news else None)


def case_id_for(denial: Denial, organisation: OrgId) -> CaseId:
    """The same dispute of the same source gets the same id on any machine: `C-` and 12 letters of a SHA-256."""
    digest = hashlib.sha256("\x1f".join((organisation, denial.source, denial.ref)).encode()).digest()
    number = int.from_bytes(digest[:8], "big") >> 4
    letters = "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_LETTERS)))
    return CaseId(f"C-{letters}")


def _same(denial: Denial, about: Sequence[Case]) -> Case | None:
    found = [case for case in about if same_dispute(denial, case)]
    return min(found, key=lambda case: (case.opened_at, case.id)) if found else None


def _open(denial: Denial, case_id: CaseId, *, desk: Desk) -> None:
    language = denial.language or denial.customer.language or language_of(denial.claim) or Language(desk.organisation.language)
    case = opened(denial, case=case_id, organisation=desk.organisation.id, language=language, now=desk.now)
    desk.store.save(case)
    desk.store.add_denial(desk.organisation.id, case_id, denial)
    event = _record(case_id, denial, Act.OPENED, desk=desk)
    tell(case, Notice.OPENED, event.sequence, desk=desk)


def _corrected_sum(case: Case, denial: Denial) -> Money | None:
    """The sum of the message whose place this one takes, where it is another one."""
    old = superseded(denial, case.denials)
    return None if old is None or old.amount == denial.amount else old.amount


def read_further(case: Case, denial: Denial, *, desk: Desk) -> bool:
    """One more message of a case that is known; False where this very one was read before."""
    is_news = _is_news(case, denial, desk=desk)
    if is_news:
        _read_on(case, denial, desk=desk)
    return is_news


def _is_news(case: Case, denial: Denial, *, desk: Desk) -> bool:
    """Keep the message, unless this very one was read before: a confirmed or corrected copy takes the place of the other."""
    organisation = desk.organisation.id
    old = superseded(denial, case.denials)
    if old is not None:
        desk.store.replace_denial(organisation, case.id, old.id, denial)
        return True
    return desk.store.add_denial(organisation, case.id, denial)


def _read_on(case: Case, denial: Denial, *, desk: Desk) -> None:
    read = read_into(case, denial, now=desk.now)
    desk.store.save(read)
    event = _record(case.id, denial, Act.DENIAL_READ, desk=desk)
    if read.state is not case.state and read.state in OVER:
        tell(read, Notice.OUTCOME, event.sequence, desk=desk)
    if case.state is State.APPROVED and read.state in OPEN - {State.APPROVED}:
        because = {"denial": denial.id}
        desk.store.record(
            desk.organisation.id, case.id, act=Act.APPROVAL_TAKEN_BACK, actor=desk.actor, happened=Moment(desk.now), body=because
        )
    quiet_where_done(read, desk=desk)


def _tell(case_id: CaseId, facts: Sequence[Fact], *, is_new: bool, desk: Desk) -> None:
    """What a form tells besides. In a case that was there before, a new fact takes an approval back."""
    known = set() if is_new or not facts else {fact.id for fact in desk.store.facts(desk.organisation.id, case_id)}
    new = [fact for fact in facts if fact.id not in known]
    desk.store.add_facts(desk.organisation.id, case_id, new)
    if new and not is_new:
        act(case_id, Act.FACTS_ADDED, {"facts": [fact.id for fact in new]}, desk=desk)


def _record(case_id: CaseId, denial: Denial, act: Act, *, desk: Desk) -> CaseEvent:
    body = {"denial": denial.id, "says": denial.says, "phase": denial.phase, "source": denial.source, "confirmed": denial.confirmed}
    return desk.store.record(desk.organisation.id, case_id, act=act, actor=desk.actor, happened=denial.happened, body=body)


def ask_worker(case_id: CaseId, denial: Denial, *, desk: Desk) -> None:
    """A dispute that came again after its case was erased is new work: workers remember the earlier one by its id."""
    began = desk.store.events(desk.organisation.id, case_id)[0].sequence
    ref = f"prepare:{case_id}:{denial.id}" if began == 1 else f"prepare:{case_id}:{denial.id}:{began}"
    desk.store.post(OutboxRow(ref, desk.organisation.id, case_id, "prepare_answer", {}, desk.now))
