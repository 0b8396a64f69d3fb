"""What is too old goes for good and nothing else does, on both databases: cases, drafts, records; holds; a case erased by hand."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, connections
from obstore.store import MemoryStore

from fakes import read_text
from given import denial
from yosher.adapters.blobs.store import BlobStore
from yosher.adapters.store.models import DraftRow, EventRow, OutboxRow, RecordRow, TallyRow, TransactionRow
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.cases.model import Act, Transaction
from yosher.desk.aside import hand_in, shelf_of
from yosher.desk.evidence import Custody, add_file
from yosher.desk.intake import Incoming, open_case
from yosher.desk.model import Desk
from yosher.desk.office import set_setting
from yosher.desk.other_side import invite_customer, what_they_see
from yosher.desk.outcome import record_outcome
from yosher.desk.porch import Porch, keep_answers
from yosher.desk.ports import DeskRefused, NotAllowed, NotFound, Trouble
from yosher.desk.ports import OutboxRow as Row
from yosher.desk.remark import note
from yosher.desk.retention import Because, end_hold, erase, hold, post_retention, retain
from yosher.desk.shelf import SHELF
from yosher.desk.work import UNWATCHED
from yosher.kernel.actor import SYSTEM, Actor, ActorKind
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.people.model import Organisation, Role
from yosher.privacy.retention import Kept

ORG, OTHER = OrgId("one"), OrgId("two")
NAME, WORDS, EMAIL = "Dvora Halevi", "the table never came", "dvora@example.com"
START = datetime.now(UTC)  # the log is stamped by the store's own clock
YEARS_LATER = START + timedelta(days=800)


@pytest.fixture
def blobs() -> BlobStore:
    return BlobStore(MemoryStore())


@pytest.fixture
def desk(store: StoreInDatabase, blobs: BlobStore) -> Desk:
    for ref in (ORG, OTHER):
        store.add_organisation(Organisation(ref, str(ref)))
    return Desk(store.organisation(ORG), Actor(ActorKind.PERSON, "noa"), START, store, blobs, read_text)


def later(desk: Desk, now: datetime = YEARS_LATER, *, org: OrgId = ORG) -> Desk:
    """The worker's desk at that moment, with the settings of that moment."""
    return replace(desk, organisation=desk.store.organisation(org), now=now, actor=SYSTEM)


def opened(desk: Desk, ref: str = "dp-1", **changes: object) -> CaseId:
    message = denial(ref=ref, claim=WORDS, **changes)
    message = replace(message, customer=replace(message.customer, name=NAME, email=EMAIL))
    return open_case(Incoming(message), desk=desk, raw=WORDS.encode()).case


def over(desk: Desk, ref: str = "dp-1") -> CaseId:
    """A case with all that a case may have, decided."""
    case = opened(desk, ref)
    add_file(case, f"{NAME} signed for {ref}".encode(), name="receipt.txt", custody=Custody(), desk=desk)
    note(case, f"{NAME} called", desk=desk)
    _, secret = invite_customer(case, desk=desk)
    keep_answers(secret, {"guest.q1": WORDS}, porch=Porch(desk.now, desk.store, desk.blobs, read_text))
    record_outcome(case, "lost", desk=desk)
    return case


def run(desk: Desk, clear: Callable[[CaseId], None] = lambda _: None, run_id: str = "retain:x") -> None:
    retain(Row(run_id, desk.organisation.id, None, "retain", {}, desk.now), UNWATCHED, desk=desk, accounts=None, clear=clear)


def erased(desk: Desk) -> dict[Kept, int]:
    return {one.kept: one.n for one in desk.store.erasures(ORG, limit=99)}


def everything(org: OrgId) -> str:
    """All that the store's tables hold of an organisation."""
    rows = []
    for model in apps.get_app_config("store").get_models():
        own = model._default_manager.filter(organisation=org) if hasattr(model, "organisation") else []
        rows += [json.dumps({f.name: str(getattr(row, f.name)) for f in model._meta.concrete_fields}) for row in own]
    return "\n".join(rows)


# -- by the owner's periods -----------------------------------------------------------------------------------------------------


def test_a_case_that_is_over_goes_whole_after_its_period(desk: Desk, blobs: BlobStore) -> None:
    set_setting("keep_cases_months", "24", desk=desk)
    case, running = over(desk), opened(desk, "dp-2")
    assert all(said in everything(ORG) for said in (NAME, WORDS, EMAIL))
    leaves = list(EventRow.objects.filter(case=case).order_by("sequence").values_list("leaf", flat=True))
    cleared: list[CaseId] = []
    run(later(desk), cleared.append)
    assert cleared == [case]
    assert blobs.put_before(ORG, case, YEARS_LATER) == []
    with pytest.raises(NotFound, match="erased_case"):
        desk.store.case(ORG, case)
    events = list(EventRow.objects.filter(case=case).order_by("sequence"))
    assert [bytes(e.leaf) for e in events[:-1]] == [bytes(leaf) for leaf in leaves], "the hashes of its log stay"
    assert {e.body for e in events[:-1]} == {"{}"}
    assert {bytes(e.salt) for e in events[:-1]} == {b""}
    assert (events[-1].act, json.loads(events[-1].body)) == ("erased", {"because": "period"})
    assert desk.store.case(ORG, running).denial.claim == WORDS, "what still runs stays, however old"
    assert erased(desk) == {Kept.CASES: 1, Kept.DRAFTS: 1}


def test_nothing_of_an_erased_case_stands_in_any_table(desk: Desk) -> None:
    """Looked for in every column of every table, and (on SQLite) in the bytes of the file."""
    set_setting("keep_cases_months", "24", desk=desk)
    over(desk)
    run(later(desk))
    left = everything(ORG)
    assert [said for said in (NAME, WORDS, EMAIL, "receipt.txt", "Dvora") if said in left] == []
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        content = b"".join(file.read_bytes() for file in name.parent.glob(f"{name.name}*"))  # its log, too, with the connection open
        assert [said for said in (NAME, WORDS, EMAIL) if said.encode() in content] == []


def test_counts_stay_and_other_organisations_keep_theirs(desk: Desk) -> None:
    set_setting("keep_cases_months", "24", desk=desk)
    theirs = over(replace(desk, organisation=desk.store.organisation(OTHER)))
    over(desk)
    before = everything(OTHER)
    run(later(desk))
    assert everything(OTHER) == before
    assert desk.store.case(OTHER, theirs)
    assert "store_tallyrow" in {model._meta.db_table for model in apps.get_app_config("store").get_models()}
    assert '"result": "lost"' in everything(ORG)


def test_by_itself_nothing_is_erased(desk: Desk) -> None:
    case = over(desk)
    post_retention(YEARS_LATER, store=desk.store, accounts=None, organisation=OTHER)
    DraftRow.objects.all().delete()
    post_retention(YEARS_LATER, store=desk.store, accounts=None)
    assert not OutboxRow.objects.filter(task="retain").exists()
    run(later(desk))
    assert desk.store.case(ORG, case)


def test_a_changed_period_waits_a_day(desk: Desk) -> None:
    case = over(desk)
    changing = later(desk)
    set_setting("keep_cases_months", "1", desk=replace(changing, actor=desk.actor))
    run(later(desk, YEARS_LATER + timedelta(hours=23)))
    assert desk.store.case(ORG, case)
    run(later(desk, YEARS_LATER + timedelta(hours=25)))
    with pytest.raises(NotFound):
        desk.store.case(ORG, case)


def test_the_same_value_again_starts_no_new_day(desk: Desk) -> None:
    set_setting("keep_cases_months", "24", desk=desk)
    begins = desk.store.organisation(ORG).settings["keep_cases_months.from"]
    again = later(desk, START + timedelta(hours=30))
    set_setting("keep_cases_months", "24", desk=again)
    assert desk.store.organisation(ORG).settings["keep_cases_months.from"] == begins


def test_a_new_entry_keeps_a_case_for_another_period(desk: Desk) -> None:
    set_setting("keep_cases_months", "24", desk=desk)
    case = over(desk)
    cut = START - timedelta(seconds=1)  # everything was added since
    assert desk.store.outlived(ORG, before=cut, limit=9) == []
    assert desk.store.erase_case(ORG, case, before=cut) is False
    assert NAME in everything(ORG)


def test_work_is_posted_once_a_day_and_only_where_something_is_too_old(desk: Desk) -> None:
    set_setting("keep_cases_months", "24", desk=desk)
    post_retention(START + timedelta(days=2), store=desk.store, accounts=None)
    assert not OutboxRow.objects.filter(task="retain").exists()
    over(desk)
    for hour in range(3):
        post_retention(YEARS_LATER + timedelta(minutes=hour), store=desk.store, accounts=None)
    assert [(row.organisation, row.case) for row in OutboxRow.objects.filter(task="retain")] == [(ORG, None)]


def test_drafts_go_with_their_papers_and_what_is_still_named_stays(desk: Desk, blobs: BlobStore) -> None:
    old, kept, waiting = (blobs.put(ORG, SHELF, text) for text in (b"old", b"kept", b"waiting"))
    desk.store.save_draft(ORG, PersonId("noa"), "first_steps", {"paper": [["a.pdf", old, "other"]]})
    DraftRow.objects.update(saved_at=START - timedelta(days=91))
    desk.store.save_draft(ORG, PersonId("avi"), "first_steps", {"paper": [["b.pdf", kept, "other"]]})
    desk.store.post(Row("take_over:x", ORG, None, "take_over", {"blob": waiting}, START))
    run(later(desk, START + timedelta(seconds=5)))
    assert blobs.get(ORG, SHELF, old) == b"old", "its age is that of the bytes: they lie there since a moment ago"
    assert desk.store.draft(ORG, PersonId("noa"), "first_steps") == {}
    DraftRow.objects.filter(person="avi").update(saved_at=START + timedelta(days=200))
    run(later(desk, START + timedelta(days=201)))
    assert set(blobs.put_before(ORG, SHELF, YEARS_LATER)) == {kept, waiting}
    assert desk.store.draft(ORG, PersonId("avi"), "first_steps")


def test_papers_that_a_guest_never_sent_go_with_the_case_or_by_themselves(desk: Desk, blobs: BlobStore) -> None:
    case = opened(desk)
    link, secret = invite_customer(case, desk=desk)
    porch = Porch(desk.now, desk.store, blobs, read_text)
    hand_in(secret, "a.txt", f"{NAME} wrote".encode(), porch=porch)
    assert len(blobs.put_before(ORG, shelf_of(link), YEARS_LATER)) == 1
    run(later(desk, START + timedelta(days=91)))
    assert blobs.put_before(ORG, shelf_of(link), YEARS_LATER) == []
    assert what_they_see(secret, porch=porch)["waiting"] == []
    hand_in(secret, "a.txt", f"{NAME} wrote".encode(), porch=porch)
    record_outcome(case, "lost", desk=desk)
    erase(case, Because.ASKED, desk=desk, clear=lambda _: None)
    assert blobs.put_before(ORG, shelf_of(link), YEARS_LATER) == []
    assert "a.txt" not in everything(ORG)


# -- records of the business ----------------------------------------------------------------------------------------------------


def sale(ref: str, **more: object) -> None:
    TransactionRow.objects.create(organisation=ORG, ref=ref, ts=int((START - timedelta(days=500)).timestamp()), **more)


def record(ref: str, **more: object) -> None:
    at = int((START - timedelta(days=500)).timestamp())
    RecordRow.objects.create(organisation=ORG, kind="shipments", ref=ref, at=at, body="{}", **more)


def test_old_records_go_but_those_of_customers_with_a_running_case(desk: Desk) -> None:
    set_setting("keep_history_months", "12", desk=desk)
    opened(desk, "dp-9", payment_ref="pi_9", transaction=Transaction(id="ch_9", order="A-9"))
    sale("ch_9", account="dvora", email=EMAIL)
    sale("pi_9")
    sale("same-customer", account="dvora")
    sale("same-address", email=EMAIL)
    sale("same-order", order="A-9")
    sale("a-stranger", account="yoav", email="yoav@example.com", order="B-1")
    sale("nobody")
    TransactionRow.objects.create(organisation=ORG, ref="no-time")
    TransactionRow.objects.create(organisation=ORG, ref="young", ts=int(START.timestamp()))
    TransactionRow.objects.create(organisation=OTHER, ref="theirs", ts=1)
    record("s-order", order="A-9")
    record("s-payment", transaction="ch_9")
    record("s-customer", customer="dvora")
    record("s-mail", email=EMAIL)
    record("s-stranger", order="B-1", customer="yoav")
    run(later(desk, START + timedelta(days=2)))
    sales = set(TransactionRow.objects.values_list("ref", flat=True))
    assert sales == {"ch_9", "pi_9", "same-customer", "same-address", "same-order", "no-time", "young", "theirs"}
    assert set(RecordRow.objects.values_list("ref", flat=True)) == {"s-order", "s-payment", "s-customer", "s-mail"}
    assert erased(desk) == {Kept.HISTORY: 3}


def test_many_records_go_in_steps_and_are_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosher.desk.retention.AT_ONCE", 10)
    set_setting("keep_history_months", "12", desk=desk)
    for n in range(25):
        sale(f"s-{n}")
        record(f"r-{n}")
    assert desk.store.too_old(ORG, Kept.HISTORY, before=(START - timedelta(days=501), START)) == [0, 50]
    run(later(desk, START + timedelta(days=2)))
    assert not TransactionRow.objects.exists()
    assert not RecordRow.objects.exists()
    assert erased(desk) == {Kept.HISTORY: 50}


# -- holds, and by hand ---------------------------------------------------------------------------------------------------------


def test_a_case_on_hold_outlives_every_period(desk: Desk) -> None:
    set_setting("keep_cases_months", "1", desk=desk)
    case = over(desk)
    held = hold(case, because="her lawyer wrote", desk=desk)
    assert held.on_hold
    assert hold(case, because="again", desk=desk).on_hold
    run(later(desk))
    assert desk.store.case(ORG, case).on_hold
    with pytest.raises(DeskRefused, match="erase_on_hold"):
        erase(case, Because.ASKED, desk=desk, clear=lambda _: None)
    end_hold(case, desk=desk)
    run(later(desk))
    with pytest.raises(NotFound):
        desk.store.case(ORG, case)


def test_a_hold_has_a_reason_and_the_owner_ends_it(desk: Desk) -> None:
    case = over(desk)
    analyst = replace(desk, role=Role.ANALYST)
    with pytest.raises(DeskRefused, match="hold_needs_reason"):
        hold(case, because=" \u200f ", desk=desk)
    hold(case, because="a claim may follow", desk=analyst)
    with pytest.raises(NotAllowed):
        end_hold(case, desk=analyst)
    end_hold(case, desk=desk)
    with pytest.raises(NotAllowed):
        hold(case, because="a claim may follow", desk=replace(desk, role=Role.READER))


def test_by_hand_a_case_goes_only_when_it_is_over_or_was_a_mistake(desk: Desk) -> None:
    running = opened(desk)
    with pytest.raises(DeskRefused, match="erase_still_runs"):
        erase(running, Because.ASKED, desk=desk, clear=lambda _: None)
    with pytest.raises(NotAllowed):
        erase(running, Because.MISTAKE, desk=replace(desk, role=Role.ANALYST), clear=lambda _: None)
    erase(running, Because.MISTAKE, desk=desk, clear=lambda _: None)
    with pytest.raises(NotFound, match="erased_case"):
        desk.store.case(ORG, running)
    with pytest.raises(NotFound, match="erased_case"):
        note(running, "a late note", desk=desk)
    with pytest.raises(NotFound):
        erase(CaseId("C-NOBODY"), Because.ASKED, desk=desk, clear=lambda _: None)
    assert NAME not in everything(ORG)


def test_a_case_that_never_was_is_not_counted_either(desk: Desk) -> None:
    erase(opened(desk), Because.MISTAKE, desk=desk, clear=lambda _: None)
    assert not TallyRow.objects.exists()
    kept = over(desk, "dp-2")
    erase(kept, Because.ASKED, desk=desk, clear=lambda _: None)
    assert list(TallyRow.objects.values_list("case", flat=True)) == [kept]


def test_cases_that_nobody_ended_are_named(desk: Desk) -> None:
    set_setting("keep_cases_months", "24", desk=desk)
    opened(desk)
    held = opened(desk, "dp-2")
    hold(held, because="a claim may follow", desk=desk)
    over(desk, "dp-3")
    assert desk.store.left_open(ORG, before=YEARS_LATER) == 1
    assert desk.store.left_open(ORG, before=START - timedelta(days=1)) == 0


def test_the_dispute_may_come_again(desk: Desk) -> None:
    case = over(desk)
    erase(case, Because.ASKED, desk=desk, clear=lambda _: None)
    again = opened(desk)
    assert again == case
    assert desk.store.case(ORG, again).denial.claim == WORDS
    assert [e.act for e in desk.store.events(ORG, again)] == [Act.ERASED, Act.OPENED], "what came before says nothing any more"
    assert [row.ref for row in OutboxRow.objects.filter(case=again, task="prepare_answer")], "it is to be weighed anew"


def test_a_failure_on_the_way_keeps_the_case_whole(desk: Desk) -> None:
    case = over(desk)
    before = everything(ORG)

    def fail(_: CaseId) -> None:
        raise OSError

    with pytest.raises(OSError):
        erase(case, Because.ASKED, desk=desk, clear=fail)
    assert everything(ORG) == before


def test_the_log_lets_nothing_else_be_changed(desk: Desk) -> None:
    case = over(desk)
    rows = EventRow.objects.filter(case=case)
    for change in ({"body": "{}"}, {"salt": b""}, {"body": '{"a":1}', "salt": b""}, {"body": "{}", "salt": b"", "act": "note"},
                   {"body": "{}", "salt": b"", "leaf": b"x"}, {"body": "{}", "salt": b"", "actor_ref": "avi"}):  # fmt: skip
        with pytest.raises(Trouble), desk.store.transaction():
            rows.update(**change)
    with pytest.raises(Trouble), desk.store.transaction():
        rows.delete()
    assert NAME in everything(ORG)


def test_an_act_at_the_same_moment_brings_no_half_of_a_case_back(desk: Desk, home: Home) -> None:
    """Whoever comes second finds either a whole case or none."""
    for n in range(4):
        case = over(desk, f"dp-{n}")
        begin = threading.Barrier(2)
        troubles: list[Exception] = []

        def write(case: CaseId = case, begin: threading.Barrier = begin, troubles: list[Exception] = troubles) -> None:
            try:
                begin.wait(10)
                with suppress(NotFound):
                    note(case, "a late note", desk=desk)
            except Exception as trouble:
                troubles.append(trouble)
            finally:
                connections.close_all()

        thread = threading.Thread(target=write)
        thread.start()
        begin.wait(10)
        erase(case, Because.ASKED, desk=desk, clear=lambda _: None)
        thread.join(20)
        assert troubles == []
        with pytest.raises(NotFound, match="erased_case"):
            desk.store.case(ORG, case)
    assert NAME not in everything(ORG)
    assert home is not None


def test_two_workers_erase_a_case_once(desk: Desk) -> None:
    set_setting("keep_cases_months", "1", desk=desk)
    cases = [over(desk, f"dp-{n}") for n in range(4)]
    worker = later(desk)
    troubles = []

    def work(name: str) -> None:
        try:
            run(worker, run_id="retain:same")
        except Exception as trouble:
            troubles.append((name, trouble))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []
    assert EventRow.objects.filter(act="erased").count() == len(cases)
    assert erased(desk)[Kept.CASES] == len(cases)
