"""What is kept for how long: the owner's periods acted upon, cases held beyond them, and a case erased for good."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from yosher.cases.model import Act, Case
from yosher.cases.states import Lane, lane_of
from yosher.desk import shelf
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.aside import forget, shelf_named
from yosher.desk.document import Json, moment
from yosher.desk.model import Desk
from yosher.desk.porch import PAPERS, link_in
from yosher.desk.ports import DeskRefused, Erasure, KeepsAccounts, OutboxRow, Running, Store
from yosher.desk.typed import Typed, is_blank, typed
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.people.may import Ability
from yosher.people.model import Organisation
from yosher.privacy.retention import PERIODS, THINK_AGAIN, Kept, Period, acted_upon, begins_at, cut_off, is_length, length_of

TASK = "retain"
AT_ONCE = 500  # rows in one transaction: whoever works meanwhile waits for no longer than that
SOON = timedelta(days=30)  # how far the page looks ahead
SHOWN = 20  # of what was deleted


# Removes the papers of a case that lie outside of the blobs, laid out for a person.
Clear = Callable[[CaseId], None]


class Because(StrEnum):
    """Why a case was erased: a word of ours, for a sentence might name whom it is to forget."""

    PERIOD = "period"
    ASKED = "asked"  # whom it is about asked for it
    MISTAKE = "mistake"  # there was never such a case


# -- the periods ----------------------------------------------------------------------------------------------------------------


def period_refused(period: Period, value: str) -> Reason | None:
    if is_length(value, period):
        return None
    return Reason(f"desk.period_unfit_{period.unit}", values={"value": value, "most": period.most})


def set_period(period: Period, value: str | None, *, desk: Desk) -> None:
    """Call it inside a transaction, by `office.set_setting`. A changed period is acted upon after a day, so that a slip can be mended."""
    organisation, own = desk.organisation.id, desk.organisation.settings
    if value == own.get(period.key):
        return
    desk.store.set_setting(organisation, period.key, value)
    desk.store.set_setting(organisation, period.since, (desk.now + THINK_AGAIN).isoformat())


@dataclass(frozen=True, slots=True)
class Standing:
    """A period as it stands: what is too old by it now, and what will be in a while."""

    kept: Kept
    period: Period
    length: int | None
    begins: datetime | None  # in the future only: from when on it is acted upon
    before: datetime | None  # older than this is too old
    now: int
    soon: int
    left_open: int = 0  # cases that nobody ended, and that no period deletes


def standings(*, desk: Desk, accounts: KeepsAccounts) -> list[Standing]:
    require(Ability.MANAGE, desk=desk)
    return [_standing(kept, desk=desk, accounts=accounts) for kept in Kept]


def _standing(kept: Kept, *, desk: Desk, accounts: KeepsAccounts) -> Standing:
    settings, period = desk.organisation.settings, PERIODS[kept]
    begins = begins_at(period, settings)
    before, later = (cut_off(kept, settings, now=at) for at in (desk.now, desk.now + SOON))
    now, soon = _too_old(kept, (before, later), desk=desk, accounts=accounts) if before and later else (0, 0)
    still_to_come = begins if begins is not None and begins > desk.now else None
    left = desk.store.left_open(desk.organisation.id, before=before) if before and kept is Kept.CASES else 0
    return Standing(kept, period, length_of(period, settings), still_to_come, before, now, soon, left)


def _too_old(kept: Kept, before: Sequence[datetime], *, desk: Desk, accounts: KeepsAccounts | None) -> Sequence[int]:
    """How many are older than each of these moments. Sights lie with the accounts, which a command may do without."""
    if kept is not Kept.SIGHTS:
        return desk.store.too_old(desk.organisation.id, kept, before=before)
    return [accounts.old_sights(desk.organisation.id, before=moment) if accounts else 0 for moment in before]


def erasures(*, desk: Desk) -> list[Erasure]:
    """What was deleted, the latest first."""
    require(Ability.MANAGE, desk=desk)
    return list(desk.store.erasures(desk.organisation.id, limit=SHOWN))


def retention_document(*, desk: Desk, accounts: KeepsAccounts) -> dict[str, Json]:
    zone = desk.organisation.tz

    def at(value: datetime | None) -> Json:
        return moment(value.astimezone(zone)) if value else None

    return {
        "periods": [
            {
                "kept": each.kept.value,
                "setting": each.period.key,
                "unit": each.period.unit.value,
                "length": each.length,
                "begins": at(each.begins),
                "before": at(each.before),
                "too_old": each.now,
                "too_old_soon": each.soon,
                "left_open": each.left_open,
            }
            for each in standings(desk=desk, accounts=accounts)
        ],
        "erased": [{"at": at(one.at), "kept": one.kept.value, "n": one.n, "before": at(one.before)} for one in erasures(desk=desk)],
    }


# -- the worker's part ----------------------------------------------------------------------------------------------------------


def post_retention(now: datetime, *, store: Store, accounts: KeepsAccounts | None, organisation: OrgId | None = None) -> None:
    """Work for each organisation that has something too old, once on a day of its calendar."""
    for home in store.organisations():
        if organisation in (None, home.id) and _has_too_old(home, now, store=store, accounts=accounts):
            day = now.astimezone(home.tz).date().isoformat()
            store.post(OutboxRow(f"{TASK}:{day}", home.id, None, TASK, {}, now))


def _has_too_old(home: Organisation, now: datetime, *, store: Store, accounts: KeepsAccounts | None) -> bool:
    for kept in Kept:
        before = acted_upon(kept, home.settings, now=now)
        if before is None:
            continue
        if kept is Kept.SIGHTS:
            found = accounts is not None and accounts.old_sights(home.id, before=before) > 0
        else:
            found = store.is_any_too_old(home.id, kept, before=before)
        if found:
            return True
    return False


def retain(row: OutboxRow, running: Running, *, desk: Desk, accounts: KeepsAccounts | None, clear: Clear) -> None:
    """Delete what is too old, a little at a time; work that was interrupted goes on where it was."""
    for kept in Kept:
        before = acted_upon(kept, desk.organisation.settings, now=desk.now)
        if before is None:
            continue
        done, (all_of_it,) = 0, _too_old(kept, (before,), desk=desk, accounts=accounts)
        for n in _batches(kept, before, run=row.id, desk=desk, accounts=accounts, clear=clear):
            done += n
            running.at(f"work.erasing_{kept}", min(99, done * 100 // max(1, all_of_it)))
    desk.store.scrub()


def _batches(kept: Kept, before: datetime, *, run: str, desk: Desk, accounts: KeepsAccounts | None, clear: Clear) -> Iterator[int]:
    """How many rows each transaction deleted."""
    if kept is Kept.CASES:
        yield from _old_cases(before, run=run, desk=desk, clear=clear)
        return
    while n := _some(kept, before, run=run, desk=desk, accounts=accounts):
        yield n
    if kept is Kept.DRAFTS:
        shelf.clear_old(before, desk=desk)


def _some(kept: Kept, before: datetime, *, run: str, desk: Desk, accounts: KeepsAccounts | None) -> int:
    store, organisation = desk.store, desk.organisation.id
    with store.transaction():
        match kept:
            case Kept.DRAFTS:
                n = _old_drafts(before, desk=desk)
            case Kept.HISTORY:
                n = store.erase_history(organisation, before=before, most=AT_ONCE)
            case _:
                n = accounts.erase_sights(organisation, before=before, most=AT_ONCE) if accounts else 0
        _note(kept, n, before, run=run, desk=desk)
    return n


def _old_drafts(before: datetime, *, desk: Desk) -> int:
    """With the papers that a guest had kept aside; they lie in a place of the link's own."""
    gone = desk.store.erase_drafts(desk.organisation.id, before=before, most=AT_ONCE)
    for person, kind in gone:
        if kind == PAPERS and (link := link_in(person)):
            desk.blobs.erase(desk.organisation.id, shelf_named(link))
    return len(gone)


def _note(kept: Kept, n: int, before: datetime, *, run: str, desk: Desk) -> None:
    if n:
        desk.store.note_erased(desk.organisation.id, run, Erasure(desk.now, kept, n, before))


def _old_cases(before: datetime, *, run: str, desk: Desk, clear: Clear) -> Iterator[int]:
    while cases := desk.store.outlived(desk.organisation.id, before=before, limit=AT_ONCE):
        for case in cases:
            with desk.store.transaction():
                if _erase(case, Because.PERIOD, desk=desk, clear=clear, before=before):
                    _note(Kept.CASES, 1, before, run=run, desk=desk)
            yield 1


# -- one case -------------------------------------------------------------------------------------------------------------------


def erase(case_id: CaseId, because: Because, *, desk: Desk, clear: Clear) -> None:
    """Erase a case for good: all of it but the hashes of its log and what was counted of it.

    Refused for a case on hold, for one whose answer is out, and, unless it was opened by mistake, for one that still runs: what is
    needed for a claim may be kept (GDPR article 17(3)(e)).
    """
    with desk.store.transaction():
        desk.store.lock_case(desk.organisation.id, case_id)
        if because not in erasable_because(case_id, desk=desk):
            raise _still_runs(case_id)
        _erase(case_id, because, desk=desk, clear=clear)
        _note(Kept.CASES, 1, desk.now, run=f"case:{case_id}:{desk.now.isoformat()}", desk=desk)
    desk.store.scrub()


def erasable_because(case_id: CaseId, *, desk: Desk) -> tuple[Because, ...]:
    """For which reasons a case may be erased now. Refused where there is none; raises NotFound."""
    require(Ability.MANAGE, desk=desk)
    case = desk.store.case(desk.organisation.id, case_id)
    if case.on_hold:
        raise DeskRefused(Reason("desk.erase_on_hold", values={"case": case_id}), permanent=False)
    match lane_of(case.state):
        case Lane.THEIRS:
            raise _still_runs(case_id)
        case Lane.OURS:
            return (Because.MISTAKE,)
        case _:
            return (Because.ASKED, Because.MISTAKE)


def _still_runs(case_id: CaseId) -> DeskRefused:
    return DeskRefused(Reason("desk.erase_still_runs", values={"case": case_id}), permanent=False)


def _erase(case_id: CaseId, because: Because, *, desk: Desk, clear: Clear, before: datetime | None = None) -> bool:
    """Inside a transaction. Its files go last and before the end of it: who is killed in between finds the case, and erases it again."""
    organisation = desk.organisation.id
    links = desk.store.guest_links(organisation, case_id)
    if not desk.store.erase_case(organisation, case_id, before=before, counts=because is not Because.MISTAKE):
        return False
    for link in links:
        forget(link, desk=desk)
    body = {"because": because.value}
    desk.store.record(organisation, case_id, act=Act.ERASED, actor=desk.actor, happened=Moment(desk.now), body=body)
    clear(case_id)
    desk.blobs.erase(organisation, case_id)
    return True


def hold(case_id: CaseId, *, because: str, desk: Desk) -> Case:
    """Keep a case beyond every period, for example because a claim may follow. Refused without a reason."""
    reason = typed(because, Typed.BECAUSE)
    if is_blank(reason):
        raise DeskRefused(Reason("desk.hold_needs_reason"), permanent=False)
    return _hold(case_id, Act.HELD, {"because": reason}, desk=desk)


def end_hold(case_id: CaseId, *, desk: Desk) -> Case:
    """The periods count again, from now on."""
    return _hold(case_id, Act.HOLD_ENDED, {}, desk=desk)


def _hold(case_id: CaseId, kind: Act, body: dict[str, object], *, desk: Desk) -> Case:
    with desk.store.transaction():
        desk.store.lock_case(desk.organisation.id, case_id)
        case = desk.store.case(desk.organisation.id, case_id)
        return case if case.on_hold is (kind is Act.HELD) else act(case_id, kind, body, desk=desk)
