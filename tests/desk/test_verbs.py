"""The verbs of the desk over an in-memory store: one case for one dispute, nothing sent unapproved, nothing paid twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fakes import FakeBlobs, FakeSource, FakeStore, read_text
from given import NOW, at, denial, organisation, record
from yosher.cases.model import Act, Attached, CustomerRef, Denial, Incoming, Says, State, Told, Transaction
from yosher.desk.answer import Wish, prepare_answer
from yosher.desk.approve import act, approve, approved_digest
from yosher.desk.evidence import Custody, add_file, change_kind, restore, withdraw
from yosher.desk.intake import case_id_for, open_case
from yosher.desk.keep import give_answer, keep
from yosher.desk.model import Desk, Workshop
from yosher.desk.outcome import record_outcome
from yosher.desk.packet import Made, make
from yosher.desk.ports import AlreadyDone, DeskRefused, NotFound, SentByHand
from yosher.desk.queue import today
from yosher.desk.refund import refund
from yosher.desk.remark import assign, note
from yosher.desk.send import send_by_hand
from yosher.evidence.model import Exhibit, Lawful, Readable
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, DenialId, ExhibitId, FactId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Language, Phase
from yosher.packets.model import CustomerLetter
from yosher.people.model import UNNAMED, Person, Role
from yosher.phrases.say import say


class Press:
    """Sets nothing: what is asked here is what a person is told."""

    def __init__(self, pages: bytes = b"%PDF") -> None:
        self.pages = pages

    def packet(self, *_: Any, **__: Any) -> tuple[bytes, int]:
        return self.pages, 1

    def letter(self, _: CustomerLetter) -> bytes:
        return self.pages


WORKSHOP = Workshop(Press(), lambda content, **_: content, lambda members: b"".join(members.values()), {})
OWNER = Actor(ActorKind.PERSON, "dana")


def desk(*records: Any, org: str = "org-1", store: FakeStore | None = None) -> Desk:
    kept = store or FakeStore()
    shop = organisation(id=OrgId(org))
    kept.add_organisation(shop)
    kept.add_person(Person(PersonId("dana"), shop.id, "Dana", Role.OWNER))
    return Desk(shop, OWNER, NOW, kept, FakeBlobs(), read_text, (FakeSource(list(records)),))


def take(at_desk: Desk, message: Denial | None = None, **more: Any) -> CaseId:
    return open_case(Incoming(message or denial(), **more), desk=at_desk, raw=b"raw").case


def answered(at_desk: Desk, case: CaseId, choice: Choice | None = None) -> str:
    prepared = prepare_answer(case, desk=at_desk, wish=Wish(choice))
    keep(prepared, Made(), {"finding": prepared.finding.kind.value}, desk=at_desk, wish=Wish(choice))
    return prepared.digest


def refused(code: str) -> Any:
    return pytest.raises(DeskRefused, match=code)


def test_the_same_denial_twice_is_one_case_and_one_task() -> None:
    at_desk = desk()
    first = open_case(Incoming(denial()), desk=at_desk)
    second = open_case(Incoming(denial()), desk=at_desk)
    assert (first.created, second.created, second.known) == (True, False, True)
    assert first.case == second.case
    store = at_desk.store
    assert isinstance(store, FakeStore)
    assert len(store.outbox) == 1
    assert [e.act for e in store.events(at_desk.organisation.id, first.case)] == [Act.OPENED]


def test_the_signed_copy_takes_the_place_of_the_unsigned_one_and_never_the_other_way() -> None:
    at_desk = desk()
    case = take(at_desk, denial(source="stripe", confirmed=False))
    assert at_desk.store.case(at_desk.organisation.id, case).flags == ("unconfirmed_only",)
    signed = open_case(Incoming(denial(source="stripe", confirmed=True)), desk=at_desk)
    assert (signed.case, signed.created, signed.known) == (case, False, False)
    assert open_case(Incoming(denial(source="stripe", confirmed=False)), desk=at_desk).known
    stands = at_desk.store.case(at_desk.organisation.id, case)
    assert [message.confirmed for message in stands.denials] == [True]
    assert stands.flags == ()


def test_a_form_that_tells_more_takes_an_approval_back() -> None:
    at_desk = desk()
    case = take(at_desk)
    answered(at_desk, case)
    approve(case, desk=at_desk)
    more = denial(id=DenialId("again"), received_at=NOW + timedelta(hours=1))
    open_case(Incoming(more, (Told("call", at("2026-11-20"), "she has it", "merchant"),)), desk=at_desk)
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.GATHERING
    with refused("desk.not_approved"):
        send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=at_desk)


def test_a_message_that_changes_the_denial_takes_an_approval_back() -> None:
    at_desk = desk()
    case = take(at_desk)
    answered(at_desk, case)
    approve(case, desk=at_desk)
    grown = denial(id=DenialId("grown"), amount=Money(135000, "ILS"), happened=at("2026-11-19"))
    open_case(Incoming(grown), desk=at_desk)
    acts = [event.act for event in at_desk.store.events(at_desk.organisation.id, case)]
    assert acts[-2:] == [Act.DENIAL_READ, Act.APPROVAL_TAKEN_BACK]


@pytest.mark.parametrize(
    ("form", "customer", "claim", "of_the_case", "of_the_letter"),
    [
        (Language.EN, None, "לא קיבלתי את השולחן", Language.EN, Language.HE),
        (None, None, "I never got the table", Language.EN, Language.EN),
        (None, None, "לא קיבלתי את השולחן מ-Oak", Language.HE, Language.HE),
        (None, None, "", Language.HE, Language.HE),
        (Language.HE, Language.EN, "לא קיבלתי", Language.HE, Language.EN),
        (Language.EN, None, "", Language.EN, Language.EN),
    ],
)
def test_the_language_is_the_stated_one_then_that_of_the_claims_words_then_the_shops(
    form: Language | None, customer: Language | None, claim: str, of_the_case: Language, of_the_letter: Language
) -> None:
    at_desk = replace(desk(), organisation=organisation(language=Language.HE))
    case = take(at_desk, denial(language=form, customer=CustomerRef(language=customer), claim=claim))
    assert at_desk.store.case(at_desk.organisation.id, case).language is of_the_case
    letter = prepare_answer(case, desk=at_desk, wish=Wish(Choice.TALK)).paper.letter
    assert letter is not None
    assert letter.language is of_the_letter


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("choice", [Choice.TALK, Choice.ACCEPT])
def test_a_paper_without_a_name_says_how_to_set_it(choice: Choice, language: Language) -> None:
    at_desk = desk()
    case = take(at_desk)
    for shop, codes in ((replace(at_desk.organisation, name=UNNAMED), ["desk.sender_unset"]), (at_desk.organisation, [])):
        there = replace(at_desk, organisation=shop)
        made = make(prepare_answer(case, desk=there, wish=Wish(choice)), desk=there, workshop=WORKSHOP)
        assert [reason.code for reason in made.notes] == codes
        assert all({Language.EN: "Settings", Language.HE: "הגדרות"}[language] in say(reason, language) for reason in made.notes)


def test_an_alert_and_its_denial_are_one_case_whichever_comes_first() -> None:
    alert = denial(
        id=DenialId("a"), ref="al-1", source="csv", says=Says.ALERT, phase=Phase.ALERT, payment_ref="ch_1", happened=at("2026-11-01")
    )
    later = denial(id=DenialId("b"), ref="dp_1", source="stripe", payment_ref="ch_1", happened=at("2026-11-03"))
    for messages in ((alert, later), (later, alert)):
        at_desk = desk()
        cases = {take(at_desk, message) for message in messages}
        assert len(cases) == 1
        assert at_desk.store.case(at_desk.organisation.id, cases.pop()).phase is Phase.FIRST_CHARGEBACK


def test_a_case_has_the_same_id_on_any_machine_and_another_one_in_another_organisation() -> None:
    assert case_id_for(denial(), OrgId("one")) == case_id_for(denial(received_at=NOW + timedelta(days=3)), OrgId("one"))
    assert case_id_for(denial(), OrgId("one")) != case_id_for(denial(), OrgId("two"))


def test_a_form_brings_its_events_and_papers_and_an_absent_file_stays_described() -> None:
    at_desk = desk()
    papers = (
        Attached("proof_of_delivery", "there.txt", shows="signed"),
        Attached("tracking_number", "absent.txt"),
        Attached("product_photos", shows="photos"),
    )
    files = {"there.txt": b"Delivered, order A-77"}

    def beside(name: str) -> bytes:
        if name not in files:
            raise NotFound("file", name)
        return files[name]

    opened = open_case(Incoming(denial(), (Told("shipped", at("2026-10-05"), source="courier"),), papers), desk=at_desk, beside=beside)
    assert opened.absent == ("absent.txt",)
    exhibits = {x.kind: x for x in at_desk.store.exhibits(at_desk.organisation.id, opened.case)}
    assert exhibits["proof_of_delivery"].readable is Readable.READ
    assert exhibits["tracking_number"].readable is Readable.DESCRIBED
    assert len(at_desk.store.facts(at_desk.organisation.id, opened.case)) == 1


def test_a_recording_without_parties_is_kept_and_kept_out() -> None:
    at_desk = desk()
    exhibit = add_file(take(at_desk), b"RIFF", name="call.wav", custody=Custody("call_recording"), desk=at_desk)
    assert exhibit.lawful is Lawful.UNCHECKED
    assert exhibit.captured_by == "dana"


def test_nothing_is_approved_before_it_is_prepared_and_nothing_sent_before_it_is_approved() -> None:
    at_desk = desk()
    case = take(at_desk)
    with refused("desk.nothing_prepared"):
        approve(case, desk=at_desk)
    answered(at_desk, case, Choice.ACCEPT)
    with refused("desk.not_approved"):
        send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=at_desk)
    approve(case, desk=at_desk)
    assert send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal", b"proof", "p.png"), desk=at_desk).case.state is State.SENT


def test_new_evidence_takes_an_approval_back() -> None:
    at_desk = desk()
    case = take(at_desk)
    answered(at_desk, case)
    approve(case, desk=at_desk)
    add_file(case, b"Delivered, order A-77", name="d.txt", custody=Custody("proof_of_delivery"), desk=at_desk)
    with refused("desk.not_approved"):
        send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=at_desk)


def test_the_same_answer_again_leaves_the_approval_and_another_course_takes_it_back() -> None:
    at_desk = desk()
    case = take(at_desk)
    answered(at_desk, case)
    approve(case, desk=at_desk)
    answered(at_desk, case)
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.APPROVED
    answered(at_desk, case, Choice.ACCEPT)
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.ANSWER_READY
    with refused("desk.changed_since_approval"):
        send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=at_desk)


def test_what_will_be_sent_tomorrow_was_not_sent() -> None:
    at_desk = desk()
    case = take(at_desk)
    answered(at_desk, case)
    approve(case, desk=at_desk)
    with refused("desk.sent_in_the_future"):
        send_by_hand(case, SentByHand(PersonId("dana"), NOW + timedelta(days=1), "portal"), desk=at_desk)


def test_a_sum_is_given_back_once() -> None:
    at_desk = desk()
    case = take(at_desk)
    assert refund(case, Money(25000, "ILS"), desk=at_desk).refunded == Money(25000, "ILS")
    with refused("desk.refund_too_much"):
        refund(case, Money(100001, "ILS"), desk=at_desk)
    with refused("desk.refund_other_currency"):
        refund(case, Money(1, "USD"), desk=at_desk)
    assert refund(case, None, desk=at_desk).state is State.REFUNDED
    with refused("desk.refund_too_much"):
        refund(case, None, desk=at_desk)


REFUND = {"id": "re_7", "transaction": "A-77", "currency": "ILS", "status": "succeeded"}


def test_a_refund_in_the_loaded_records_is_not_paid_again_and_no_course_offers_it() -> None:
    at_desk = desk(record("refunds", "2026-10-20", amount=125000, **REFUND))
    case = take(at_desk, denial(transaction=Transaction(id="A-77")))
    for amount in (Money(125000, "ILS"), Money(1, "ILS"), None):
        with refused("desk.refund_on_record") as raised:
            refund(case, amount, desk=at_desk)
    assert all("re_7 (history.csv)" in say(raised.value.reason, language) for language in Language)
    prepared = prepare_answer(case, desk=at_desk)
    assert prepared.refundable == Money(0, "ILS")
    assert Choice.REFUND not in {option.choice for option in prepared.decision.options}


def test_what_a_recorded_refund_in_part_leaves_may_still_be_paid_once() -> None:
    at_desk = desk(record("refunds", "2026-10-20", amount=25000, **REFUND))
    case = take(at_desk, denial(transaction=Transaction(id="A-77")))
    with refused("desk.refund_on_record"):
        refund(case, Money(125000, "ILS"), desk=at_desk)
    assert refund(case, Money(25000, "ILS"), desk=at_desk).refunded == Money(25000, "ILS")  # it may be the very one on record
    assert prepare_answer(case, desk=at_desk).refundable == Money(100000, "ILS")


def test_a_refund_that_failed_or_of_another_deal_leaves_the_whole_to_be_paid() -> None:
    rows = [REFUND | {"status": "failed"}, REFUND | {"id": "re_8", "transaction": "B-1"}]
    at_desk = desk(*(record("refunds", "2026-10-20", amount=125000, **row) for row in rows))
    case = take(at_desk, denial(transaction=Transaction(id="A-77")))
    assert prepare_answer(case, desk=at_desk).refundable == Money(125000, "ILS")


def test_a_verdict_on_an_answer_counts_for_later_odds_and_a_reversal_takes_it_back() -> None:
    at_desk = desk()
    case = take(at_desk)
    answered(at_desk, case, Choice.FIGHT)
    approve(case, desk=at_desk)
    send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=at_desk)
    record_outcome(case, "won", desk=at_desk)
    assert [(verdict, n) for _, _, verdict, n in at_desk.store.verdicts(at_desk.organisation.id)] == [(State.WON, 1)]
    record_outcome(case, "reversed", desk=at_desk)
    assert list(at_desk.store.verdicts(at_desk.organisation.id)) == []


@pytest.mark.parametrize(
    ("word", "amount", "code"),
    [
        ("partial", None, "desk.outcome_needs_amount"),
        ("partial", Money(999999, "ILS"), "desk.outcome_amount"),
        ("won", Money(5, "USD"), "desk.outcome_amount"),
    ],
)
def test_a_verdict_that_cannot_be_is_refused(word: str, amount: Money | None, code: str) -> None:
    at_desk = desk()
    case = take(at_desk)
    with refused(code):
        record_outcome(case, word, desk=at_desk, amount=amount)


def test_a_note_masks_card_numbers_and_an_act_names_who_did_it() -> None:
    at_desk = desk()
    case = take(at_desk)
    note(case, "paid with 4111 1111 1111 1111", desk=at_desk)
    event = at_desk.store.events(at_desk.organisation.id, case)[-1]
    assert "4111 1111" not in str(event.body["text"])
    assert event.actor == OWNER


def test_a_case_goes_to_a_person_of_the_organisation_only() -> None:
    at_desk = desk()
    case = take(at_desk)
    assert assign(case, "dana", desk=at_desk).assigned == "dana"
    with pytest.raises(NotFound):
        assign(case, "stranger", desk=at_desk)


def test_a_refused_act_leaves_no_trace() -> None:
    at_desk = desk()
    case = take(at_desk)
    before = len(at_desk.store.events(at_desk.organisation.id, case))
    with refused("cases.nothing_to_reverse"):
        record_outcome(case, "reversed", desk=at_desk)
    assert len(at_desk.store.events(at_desk.organisation.id, case)) == before


def test_the_records_of_the_business_speak_in_the_answer() -> None:
    shipment = record(
        "shipments",
        id="SH-1",
        order="A-77",
        transaction="TX-1",
        carrier="UPS",
        tracking="1Z9",
        shipped_at="2026-10-05T09:00:00+00:00",
        delivered_at="2026-10-07T14:00:00+00:00",
        signed_by="Dana",
        address="1 Oak St",
        status="delivered",
    )
    with_record, without = desk(shipment), desk()
    message = denial(transaction=Transaction(id="TX-1", order="A-77"), claim="The parcel never came")
    strong, weak = (prepare_answer(take(d, message), desk=d) for d in (with_record, without))
    assert strong.timeline.strength != weak.timeline.strength
    assert any(p.state == "present" and p.kind == "proof_of_delivery" for p in strong.timeline.proofs)


def test_preparing_writes_nothing() -> None:
    at_desk = desk()
    case = take(at_desk)
    store = at_desk.store
    assert isinstance(store, FakeStore)
    before = (dict(store.cases), {k: list(v) for k, v in store.log.items()}, dict(store.answers))
    prepare_answer(case, desk=at_desk)
    assert (dict(store.cases), {k: list(v) for k, v in store.log.items()}, dict(store.answers)) == before


def test_another_organisation_finds_no_case_by_any_verb() -> None:
    store = FakeStore()
    ours = desk(store=store)
    case = take(ours)
    answered(ours, case)
    theirs = replace(desk(org="org-2", store=store), actor=OWNER)
    verbs = (
        lambda: prepare_answer(case, desk=theirs),
        lambda: approve(case, desk=theirs),
        lambda: send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=theirs),
        lambda: refund(case, None, desk=theirs),
        lambda: record_outcome(case, "won", desk=theirs),
        lambda: note(case, "x", desk=theirs),
        lambda: assign(case, "dana", desk=theirs),
    )
    for verb in verbs:
        with pytest.raises(NotFound):
            verb()


class Slower:
    """A worker whose row was done by another one meanwhile."""

    def at(self, stage: str, percent: int) -> None:
        """Nobody looks."""

    def step(self, name: str, run: Any) -> Any:
        return run()

    def done(self) -> None:
        raise AlreadyDone


def test_the_slower_of_two_workers_leaves_the_papers_of_the_faster_one() -> None:
    at_desk = desk()
    case = take(at_desk)
    laid: list[bytes | None] = []
    first = replace(WORKSHOP, press=Press(b"%PDF of the faster one"))
    give_answer(case, desk=at_desk, workshop=first, reader=Language.EN, wish=Wish(Choice.TALK), place=lambda made: laid.append(made.letter))
    with pytest.raises(AlreadyDone):
        give_answer(
            case,
            desk=at_desk,
            workshop=replace(WORKSHOP, press=Press(b"%PDF of the slower one")),
            reader=Language.EN,
            running=Slower(),
            place=lambda made: laid.append(made.letter),
        )
    assert laid == [b"%PDF of the faster one", b"%PDF of the slower one", b"%PDF of the faster one"]


def test_a_verdict_of_tomorrow_is_refused() -> None:
    at_desk = desk()
    case = take(at_desk)
    with refused("desk.not_yet_happened"):
        record_outcome(case, "won", desk=at_desk, at=at("2031-01-01"))
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.RECEIVED


def test_the_same_bytes_are_one_exhibit_under_whatever_name() -> None:
    at_desk = desk()
    case = take(at_desk)
    first = add_file(case, b"Delivered, order A-77", name="d.txt", custody=Custody("proof_of_delivery"), desk=at_desk)
    again = add_file(case, b"Delivered, order A-77", name="copy.txt", custody=Custody(), desk=at_desk)
    theirs = add_file(case, b"Delivered, order A-77", name="d.txt", custody=Custody(captured_by="customer"), desk=at_desk)
    assert again == first
    assert theirs.id != first.id, "what the customer hands in stands beside ours"
    assert [event.act for event in at_desk.store.events(at_desk.organisation.id, case)].count(Act.EXHIBIT_ADDED) == 2


def test_what_a_paper_is_can_be_said_afterwards() -> None:
    at_desk = desk()
    case = take(at_desk)
    paper = add_file(case, b"Delivered, order A-77", name="d.txt", custody=Custody(), desk=at_desk)
    changed = change_kind(case, paper.id, "proof_of_delivery", desk=at_desk)
    assert (changed.id, changed.kind) == (paper.id, "proof_of_delivery")
    assert [exhibit.kind for exhibit in at_desk.store.exhibits(at_desk.organisation.id, case)] == ["proof_of_delivery"]
    last = at_desk.store.events(at_desk.organisation.id, case)[-1]
    assert (last.act, last.body["was"], last.body["kind"]) == (Act.EXHIBIT_KIND_CHANGED, "other", "proof_of_delivery")
    change_kind(case, paper.id, "proof_of_delivery", desk=at_desk)
    assert at_desk.store.events(at_desk.organisation.id, case)[-1] == last, "the same again is nothing new"
    assert change_kind(case, paper.id, "call_recording", desk=at_desk).lawful is not Lawful.LAWFUL
    with refused("desk.no_such_kind"):
        change_kind(case, paper.id, "nonsense", desk=at_desk)
    with pytest.raises(NotFound):
        change_kind(case, ExhibitId("X-0"), "proof_of_delivery", desk=at_desk)


WRONG = "The invoice of another customer, card 4111 1111 1111 1111."
CHAT = b"[25/10/2026, 09:00:00] Dana Levi: Where is my parcel?\n[25/10/2026, 09:05:00] Shop: It was delivered this morning.\n"


def case_with_a_chat(at_desk: Desk) -> tuple[CaseId, Exhibit]:
    case = take(at_desk, denial(claim="It never arrived", customer=CustomerRef(name="Dana Levi")))
    return case, add_file(case, CHAT, name="chat.txt", custody=Custody(), desk=at_desk)


def test_a_paper_that_was_taken_out_is_used_for_nothing_and_stays_listed() -> None:
    at_desk = desk()
    case, chat = case_with_a_chat(at_desk)
    before = prepare_answer(case, desk=at_desk)
    assert chat.id in {exhibit.id for exhibit in before.timeline.exhibits}
    assert chat.id in {fact.exhibit for fact in before.timeline.entries}
    read_from_it = replace(before.timeline.entries[0], id=FactId("read"), exhibit=chat.id)
    at_desk.store.add_facts(at_desk.organisation.id, case, [read_from_it])
    taken_out = withdraw(case, chat.id, WRONG, desk=at_desk)
    assert taken_out.withdrawn is not None
    assert (taken_out.withdrawn.by, taken_out.withdrawn.at) == (at_desk.actor, NOW)
    assert taken_out.withdrawn.because == "The invoice of another customer, card •••• 1111."
    assert list(at_desk.store.exhibits(at_desk.organisation.id, case)) == [taken_out]
    after = prepare_answer(case, desk=at_desk)
    for part in (after.timeline, after.finding, after.decision, after.paper):
        assert chat.id not in str(part)
    assert after.digest != before.digest
    assert restore(case, chat.id, desk=at_desk) == chat
    assert prepare_answer(case, desk=at_desk).timeline.exhibits == before.timeline.exhibits


def test_taking_out_is_logged_once_and_takes_an_approval_back() -> None:
    at_desk = desk()
    case, chat = case_with_a_chat(at_desk)
    for change in (lambda: withdraw(case, chat.id, WRONG, desk=at_desk), lambda: restore(case, chat.id, desk=at_desk)):
        act(case, Act.ANSWERED, {"choice": "fight", "advised": "fight", "digest": "d"}, desk=at_desk)
        act(case, Act.APPROVED, {"choice": "fight", "digest": "d"}, desk=at_desk)
        assert approved_digest(case, desk=at_desk) == "d"
        change()
        assert approved_digest(case, desk=at_desk) is None
        assert at_desk.store.case(at_desk.organisation.id, case).state is State.GATHERING
        told = len(at_desk.store.events(at_desk.organisation.id, case))
        change()
        assert len(at_desk.store.events(at_desk.organisation.id, case)) == told, "the same again is nothing new"
    said = [event for event in at_desk.store.events(at_desk.organisation.id, case) if event.act is Act.EXHIBIT_WITHDRAWN]
    assert [event.body["because"] for event in said] == ["The invoice of another customer, card •••• 1111."]


def test_a_paper_is_taken_out_with_a_reason_by_who_works_here() -> None:
    at_desk = desk()
    case, chat = case_with_a_chat(at_desk)
    for blank in ("", "  ", "\u200b\u202e"):
        with refused("desk.withdrawn_without_reason"):
            withdraw(case, chat.id, blank, desk=at_desk)
    reader = replace(at_desk, role=Role.READER)
    with refused("role_may_not"):
        withdraw(case, chat.id, WRONG, desk=reader)
    with refused("role_may_not"):
        restore(case, chat.id, desk=reader)
    for ref in (ExhibitId("X-0"), ExhibitId("shipments:1")):
        with pytest.raises(NotFound):
            withdraw(case, ref, WRONG, desk=at_desk)
        with pytest.raises(NotFound):
            restore(case, ref, desk=at_desk)
    withdraw(case, chat.id, WRONG, desk=at_desk)
    with refused("desk.exhibit_is_withdrawn"):
        change_kind(case, chat.id, "proof_of_delivery", desk=at_desk)


def test_the_same_file_added_again_is_used_again() -> None:
    at_desk = desk()
    case, chat = case_with_a_chat(at_desk)
    withdraw(case, chat.id, WRONG, desk=at_desk)
    assert add_file(case, CHAT, name="again.txt", custody=Custody(), desk=at_desk) == chat
    assert at_desk.store.events(at_desk.organisation.id, case)[-1].act is Act.EXHIBIT_RESTORED
    assert list(at_desk.store.exhibits(at_desk.organisation.id, case)) == [chat]


def test_what_is_not_counted_out_is_not_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    at_desk = desk()
    take(at_desk, denial())
    assert [amount.minor for amount in today(desk=at_desk).sums] == [denial().amount.minor]
    monkeypatch.setattr("yosher.desk.queue.MOST_COUNTED", 1)
    assert (today(desk=at_desk).waiting, today(desk=at_desk).sums) == (1, ())
