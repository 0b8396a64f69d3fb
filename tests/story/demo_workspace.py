"""A copy of the demo workspace in which one fact can be changed, and what comes out for one of its denials."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import yosher.cli
from yosher.bootstrap.wire import Wired, open_desk
from yosher.cli.demo import DEMO_NOW, SHOP
from yosher.cli.intake import take
from yosher.desk.answer import Prepared, prepare_answer
from yosher.kernel.ids import OrgId

DEMO_FILES = Path(yosher.cli.__file__).parent / "demo_files"
HISTORY = ("agreements", "logins", "messages", "orders", "refunds", "shipments", "transactions")
_NUMBERS = count(1)

Outcome = dict[str, Any]
Edit = Callable[[Path], None]  # changes one fact in a copied workspace


def swap(name: str, old: str, new: str, *, encoding: str = "utf-8") -> Edit:
    """Other words in one file, where the old ones stand exactly once."""

    def edit(folder: Path) -> None:
        path = folder / name
        text = path.read_bytes().decode(encoding)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_bytes(text.replace(old, new).encode(encoding))

    return edit


def drop(table: str, row: str) -> Edit:
    """One row of the history is gone."""
    return _rows(table, row, lambda kept: None)


def alter(table: str, row: str, **changes: str) -> Edit:
    """One row of the history says something else."""

    def changed(kept: dict[str, str]) -> dict[str, str]:
        assert changes.keys() <= kept.keys()
        return kept | changes

    return _rows(table, row, changed)


def _rows(table: str, row: str, change: Callable[[dict[str, str]], dict[str, str] | None]) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / "history" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert sum(one["id"] == row for one in rows) == 1, f"no single {row} in {table}"
        kept = [new for one in rows if (new := change(one) if one["id"] == row else one) is not None]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(kept)

    return edit


@dataclass(frozen=True, slots=True)
class Workspace:
    """A home for many small shops: one with the demo as it is, and one for each copy in which a fact is changed."""

    home: Path

    def outcomes(self, file: str, ref: str, edit: Edit) -> tuple[Outcome, Outcome]:
        """What becomes of one denial of a file: among the demo's own records, and in a shop of its own after the edit."""
        folder = self.home / f"edited-{next(_NUMBERS)}"
        shutil.copytree(DEMO_FILES, folder, copy_function=shutil.copyfile)
        edit(folder)
        with open_desk(home=str(self.home / "home"), now=DEMO_NOW, org=None, person=None) as wired:
            before = _weighed(wired, OrgId("shop-as-it-is"), DEMO_FILES, file, ref)
            after = _weighed(wired, OrgId(folder.name), folder, file, ref)
        return before, after


def _weighed(wired: Wired, shop: OrgId, folder: Path, file: str, ref: str) -> Outcome:
    organisation = replace(SHOP, id=shop)
    own = replace(wired, desk=replace(wired.desk, organisation=organisation))
    if shop not in {known.id for known in own.desk.store.organisations()}:
        own.desk.store.add_organisation(organisation)
        for table in HISTORY:
            own.loader.load(shop, str(folder / "history" / f"{table}.csv"))
    taken = take(folder / "denials" / file, wired=own, source="auto", signature=None, key=None, exhibits=folder / "exhibits")
    cases = [opened.case for denial, opened in taken.opened if denial.ref == ref or len(taken.opened) == 1]
    assert len(cases) == 1
    return _outcome(prepare_answer(cases[0], desk=own.desk))


def _outcome(prepared: Prepared) -> Outcome:
    due = prepared.clock.due
    return {
        "family": str(prepared.timeline.family),
        "strength": str(prepared.timeline.strength),
        "finding": str(prepared.finding.kind),
        "cause": str(prepared.finding.cause),
        "owed": prepared.finding.owed_minor,
        "choice": str(prepared.decision.choice),
        "ranked": prepared.decision.ranked,
        "basis": str(prepared.clock.basis),
        "due": due.date().isoformat() if due else None,
        "emergency": prepared.clock.emergency,
    }
