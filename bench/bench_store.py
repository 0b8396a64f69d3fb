"""What `prepare_answer` (without the PDF) costs a case in a small and in a large store.

1,000 cases and 10,000 history rows against 100,000 cases and 1,000,000 rows (required: at most 1.3 times). The same cases with the same
records lie in both stores; all else is filled in around them. Each store is asked by processes of its own, in turn; the figure is the
median over all cases and rounds.
"""

import argparse
import json
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SMALL, LARGE = (1_000, 10_000), (100_000, 1_000_000)
SAMPLES = 20  # cases that are asked for, alike in both stores
ROUNDS, TURNS = 5, 3
TIED = 4  # purchases of a customer
BATCH = 2_000


def build(home: Path, cases: int, rows: int) -> None:
    """Sample cases by the road itself; the rest by bulk inserts of the same shape."""
    from yosher.bootstrap.wire import open_desk
    from yosher.cases.model import Incoming
    from yosher.desk.intake import open_case
    from yosher.evidence.model import RecordKind

    with open_desk(home=str(home), now=NOW, org=None, person=None) as wired:
        for n in range(SAMPLES):
            open_case(Incoming(denial(n)), desk=wired.desk, raw=b"{}")
        fill_cases(wired.desk.organisation.id, cases)
        files = write_records(home, rows)
        for kind, path in files.items():
            wired.loader.load(wired.desk.organisation.id, str(path), kind=RecordKind(kind))
            path.unlink()


def denial(n: int) -> Any:
    from yosher.cases.model import CustomerRef, Denial, Says, Transaction
    from yosher.kernel.ids import DenialId
    from yosher.kernel.money import Money
    from yosher.kernel.when import Moment
    from yosher.kernel.words import Network, Phase

    return Denial(
        id=DenialId(f"d-{n}"),
        ref=f"dp-{n}",
        source="csv",
        says=Says.OPENED,
        network=Network.VISA,
        code="13.1",
        amount=Money(125_000, "ILS"),
        phase=Phase.FIRST_CHARGEBACK,
        happened=Moment(NOW),
        received_at=NOW,
        transaction=Transaction(id=f"tx-{n}-0", day=date(2026, 10, 1), order=f"A-{n}-0"),
        customer=CustomerRef(ref=f"c-{n}", email=f"c{n}@example.com"),
        claim="I never received the parcel.",
    )


def fill_cases(organisation: str, cases: int) -> None:
    from yosher.adapters.store.models import CaseRow, DenialRow, FactRow

    case, message = CaseRow.objects.order_by("id")[0], DenialRow.objects.order_by("id")[0]

    def clones() -> Iterator[tuple[CaseRow, DenialRow, FactRow]]:
        for n in range(SAMPLES, cases):
            ref, deal = f"C-FILL{n:08d}", {"source_ref": f"dp-{n}", "payment": f"tx-{n}-0", "order": f"A-{n}-0"}
            row = CaseRow(**values(case) | {"ref": ref, "due_key": case.due_key + n})
            yield row, DenialRow(**values(message) | deal | {"case": ref}), FactRow(organisation=organisation, case=ref, ref="f", body="{}")

    rows = clones()
    while batch := list(islice(rows, BATCH)):
        for model, column in zip((CaseRow, DenialRow, FactRow), zip(*batch, strict=True), strict=True):
            model._default_manager.bulk_create(list(column))


def values(row: Any) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if f.name != "id"}


def write_records(folder: Path, rows: int) -> dict[str, Path]:
    """Of ten rows eight are transactions, one an order, one a shipment."""
    paths = {kind: folder / f"{kind}.csv" for kind in ("transactions", "orders", "shipments")}
    with paths["transactions"].open("w") as file:
        file.write("id,account,pm,ip,device,ship,amount,currency,ts,disputed,fraud,delivered,email,order\n")
        for n in range(rows * 8 // 10):
            who, which = divmod(n, TIED)
            file.write(
                f"tx-{who}-{which},c-{who},pm-{who},10.0.0.{who % 250},dv-{who},sh-{who},125000,ILS,{1_780_000_000 - which * 10_000_000},"
                f"false,false,true,c{who}@example.com,A-{who}-{which}\n"
            )
    with paths["orders"].open("w") as file:
        file.write("id,customer,email,at,amount,currency,description,goods,ship_to,transaction\n")
        for who in range(rows // 10):
            file.write(f"A-{who}-0,c-{who},c{who}@example.com,2026-09-30T10:00:00Z,125000,ILS,Oak table,physical,1 High St,tx-{who}-0\n")
    with paths["shipments"].open("w") as file:
        file.write("id,order,carrier,tracking,shipped_at,delivered_at,signed_by,address,status\n")
        for who in range(rows // 10):
            file.write(f"s-{who},A-{who}-0,UPS,1Z{who},2026-10-01T10:00:00Z,2026-10-03T10:00:00Z,Dana,1 High St,delivered\n")
    return paths


def ask(home: Path) -> None:
    """Seconds of every `prepare_answer`, and of the store's part in it."""
    from yosher.bootstrap.wire import open_desk
    from yosher.desk.answer import prepare_answer
    from yosher.desk.gather import gather_exhibits
    from yosher.desk.intake import case_id_for

    with open_desk(home=str(home), now=NOW, org=None, person=None) as wired:
        desk = wired.desk
        ids = [case_id_for(denial(n), desk.organisation.id) for n in range(SAMPLES)]
        found = len(gather_exhibits(desk.store.case(desk.organisation.id, ids[0]), desk=desk).records)
        assert found == 3, f"{found} records: payment, order and shipment belong to the deal"
        for case in ids:  # rulebook and phrases are read once in a process
            prepare_answer(case, desk=desk)
        whole, read = [], []
        for _ in range(ROUNDS):
            for case in ids:
                began = time.perf_counter()
                prepare_answer(case, desk=desk)
                whole.append(time.perf_counter() - began)
                began = time.perf_counter()
                gather_exhibits(desk.store.case(desk.organisation.id, case), desk=desk)
                read.append(time.perf_counter() - began)
    print(json.dumps({"whole": whole, "read": read}))


def asked(home: Path) -> dict[str, list[float]]:
    command = [sys.executable, __file__, "--ask", str(home)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def main(small: tuple[int, int], large: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory(prefix="yosher-bench-") as folder:
        homes = {"small": (Path(folder) / "small", small), "large": (Path(folder) / "large", large)}
        for home, (cases, rows) in homes.values():
            subprocess.run([sys.executable, __file__, "--build", str(home), str(cases), str(rows)], check=True, stdout=sys.stderr)
        seen: dict[str, dict[str, list[float]]] = {name: {"whole": [], "read": []} for name in homes}
        for _ in range(TURNS):
            for name, (home, _size) in homes.items():
                for part, seconds in asked(home).items():
                    seen[name][part] += seconds
    medians = {name: {part: statistics.median(s) for part, s in parts.items()} for name, parts in seen.items()}
    ratio = {part: round(medians["large"][part] / medians["small"][part], 3) for part in ("whole", "read")}
    print(json.dumps({
        "bench": "store",
        "python": platform.python_version(),
        "versions": {"django": version("django"), "sqlite": sqlite3.sqlite_version},
        "small": {"cases": small[0], "history_rows": small[1]},
        "large": {"cases": large[0], "history_rows": large[1]},
        "milliseconds_per_case": {name: {part: round(s * 1000, 3) for part, s in parts.items()} for name, parts in medians.items()},
        "ratio_prepare_answer": ratio["whole"],
        "ratio_reading_alone": ratio["read"],
        "required": "<= 1.3",
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, nargs=2, default=SMALL, metavar=("CASES", "ROWS"))
    parser.add_argument("--large", type=int, nargs=2, default=LARGE, metavar=("CASES", "ROWS"))
    parser.add_argument("--build", nargs=3)
    parser.add_argument("--ask", type=Path)
    given = parser.parse_args()
    if given.build:
        build(Path(given.build[0]), int(given.build[1]), int(given.build[2]))
    elif given.ask:
        ask(given.ask)
    else:
        main(tuple(given.small), tuple(given.large))
