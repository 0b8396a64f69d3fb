"""Workers that are killed while they erase: in the end every case that was too old is gone once, and every other is whole."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fakes import read_text
from given import denial
from kills import kill, mother_of_workers
from yosher.adapters.blobs.store import blobs_at
from yosher.adapters.store.models import CaseRow, EventRow, ExhibitRow
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.desk.evidence import Custody, add_file
from yosher.desk.intake import Incoming, open_case
from yosher.desk.model import Desk
from yosher.desk.office import set_setting
from yosher.desk.outcome import record_outcome
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, OrgId
from yosher.people.model import Organisation
from yosher.privacy.retention import Kept

ORG = OrgId("one")
CASES = 60
# The worker's clock goes a few years fast.
LATER = """
import yosher.bootstrap.tasks, yosher.bootstrap.worker
from datetime import UTC, datetime
def later():
    return datetime.now(UTC) + timedelta(days=800)
yosher.bootstrap.worker.clock = later
yosher.bootstrap.tasks.handlers.__kwdefaults__["now"] = later
"""


def over(desk: Desk, number: int) -> CaseId:
    case = open_case(Incoming(denial(ref=f"dp-{number}", claim="it never came")), desk=desk, prepare=False).case
    add_file(case, f"a receipt of {number}".encode(), name="receipt.txt", custody=Custody(), desk=desk)
    if number % 3:
        record_outcome(case, "lost", desk=desk)
    return case


def left(old: set[CaseId]) -> int:
    return CaseRow.objects.filter(ref__in=old).count()


def _wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not true() and time.monotonic() < until:
        time.sleep(0.005)


def _killed_after(seconds: float, start: Callable[[], int], old: set[CaseId]) -> int:
    """A worker that is killed so long after it erased its first case; how many are left then."""
    before, pid = left(old), start()
    _wait_until(lambda: left(old) < before or not before)
    time.sleep(seconds)
    kill(pid)
    return left(old)


def test_kill_9_during_erasing_leaves_no_half_case(store: StoreInDatabase, home: Home) -> None:
    store.add_organisation(Organisation(ORG, "One"))
    blobs = blobs_at(None, home.blob_folder)
    desk = Desk(store.organisation(ORG), Actor(ActorKind.PERSON, "noa"), datetime.now(UTC), store, blobs, read_text)
    set_setting("keep_cases_months", "1", desk=desk)
    desk = replace(desk, organisation=store.organisation(ORG))
    cases = [over(desk, number) for number in range(CASES)]
    old = {case for number, case in enumerate(cases) if number % 3}
    with mother_of_workers(home, lease=0.5, more=LATER) as start:
        halfway = [_killed_after(seconds, start, old) for seconds in (0.0, 0.02, 0.1, 0.2)]
        last = start()
        _wait_until(lambda: not left(old))
        kill(last)
    assert any(0 < n < len(old) for n in halfway), "a kill came in the middle"
    assert set(CaseRow.objects.values_list("ref", flat=True)) == set(cases) - old
    assert sorted(EventRow.objects.filter(act="erased").values_list("case", flat=True)) == sorted(old), "each once"
    assert not ExhibitRow.objects.filter(case__in=old).exists()
    far = datetime.now(UTC) + timedelta(days=1)
    for case in cases:
        kept = blobs.put_before(ORG, case, far)
        assert len(kept) == (0 if case in old else 1), case
    assert sum(one.n for one in store.erasures(ORG, limit=99) if one.kept is Kept.CASES) == len(old)
