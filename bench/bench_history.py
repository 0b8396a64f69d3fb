"""`history load` on a CSV of 1,000,000 transactions: every figure in a fresh process, ours and the peer in turn, medians.

Reading and validating against stdlib csv + pydantic (required: at least 5 times faster); into the committed store against csv + pydantic +
executemany into the same table with the same indexes and settings, on SQLite and on PostgreSQL (required: at least 1.6 times faster); peak
memory of one run of
five times the rows, at its first fifth and at its end (required: flat; between two runs the allocator alone makes more of a difference).
The peer reads with `csv.DictReader` and `Model.model_validate`, as pydantic's documentation does;
`tuned` is the fastest that we found for it (csv.reader, a TypedDict, no empty cells). Ours also masks card numbers; the peers do not.
"""

import argparse
import csv
import json
import os
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from servers import postgresql
from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home
from yosher.kernel.currency import CODES
from yosher.kernel.ids import OrgId

HEADER = ["id", "account", "pm", "ip", "device", "ship", "amount", "currency", "ts", "disputed", "fraud", "delivered", "merchant"]
HEADER += ["descriptor", "email", "order", "refunded_minor", "three_ds", "eci", "avs_result"]
SEED = 20_261_122
RUNS = 3


def write_csv(path: Path, rows: int) -> None:
    """Customers with four purchases on average; one purchase in a hundred disputed."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADER) + "\n")
        for n in range(rows):
            who = chance.randrange(rows // 4 + 1)
            file.write(
                f"tx_{n:08d},ac_{who:07d},pm_{who:07d},10.{who >> 16 & 255}.{who >> 8 & 255}.{who & 255},dv_{who:07d},ship_{who:07d},"
                f"{chance.randrange(100, 500_000)},{chance.choice(('ILS', 'USD', 'EUR'))},{1_700_000_000 + chance.randrange(60_000_000)},"
                f"{'true' if chance.random() < 0.01 else 'false'},false,{chance.choice(('true', 'false', ''))},,OAK AND OLIVE,"
                f"c{who}@example.com,A-{n},,{chance.choice(('authenticated', 'attempted', ''))},05,Y\n"
            )


# -- the peer -----------------------------------------------------------------------------------------------------------------------


def _none_if_blank(cell: object) -> object:
    return cell or None


Text = Annotated[str | None, BeforeValidator(_none_if_blank)]
Whole = Annotated[int | None, BeforeValidator(_none_if_blank)]
Flag = Annotated[bool | None, BeforeValidator(_none_if_blank)]
Currency = Literal[tuple(sorted(CODES))]  # type: ignore[valid-type]  # a closed list made at run time
_TYPES: dict[str, Any] = {
    "amount": Whole, "ts": Whole, "refunded_minor": Whole, "disputed": Flag, "fraud": Flag, "delivered": Flag,
    "currency": Annotated[Currency | None, BeforeValidator(_none_if_blank)],
}  # fmt: skip
_PLAIN: dict[str, Any] = {"amount": int, "ts": int, "refunded_minor": int, "disputed": bool, "fraud": bool, "delivered": bool}
_FIELDS = {name: _TYPES.get(name, Text) for name in HEADER[1:]}
Row = type(
    "Row",
    (BaseModel,),
    {"__annotations__": {"id": Annotated[str, Field(min_length=1)]} | _FIELDS, "__module__": __name__} | dict.fromkeys(_FIELDS),
)
Tuned = TypedDict(  # type: ignore[misc]  # made at run time
    "Tuned",
    {"id": Annotated[str, Field(min_length=1)]}
    | {name: NotRequired[Currency if name == "currency" else _PLAIN.get(name, str)] for name in HEADER[1:]},
)


def peer_rows(path: Path) -> Iterator[tuple[Any, ...]]:
    read = Row.model_validate  # type: ignore[attr-defined]  # a model made at run time
    with path.open(newline="", encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            yield tuple(read(cells).__dict__.values())


def tuned_rows(path: Path) -> Iterator[dict[str, Any]]:
    read = TypeAdapter(Tuned).validator.validate_python
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        for row in rows:
            yield read({name: cell for name, cell in zip(header, row, strict=True) if cell})


# -- what is measured, each in a process of its own -----------------------------------------------------------------------------------


PEAKS: list[tuple[int, int]] = []  # (rows so far, peak memory in MB by then), after each batch of ours


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _noted(batches: Iterator[Any]) -> Iterator[Any]:
    rows = 0
    for batch in batches:
        yield batch
        rows += batch.rows.height
        PEAKS.append((rows, _peak_mb()))


def read_ours(path: Path, _: Home) -> int:
    from yosher.adapters.history.read import open_file

    return sum(batch.rows.height for batch in _noted(open_file(path).batches))


def read_peer(path: Path, _: Home) -> int:
    return _count(peer_rows(path))


def read_tuned(path: Path, _: Home) -> int:
    return _count(tuned_rows(path))


def _count(rows: Iterable[object]) -> int:
    return sum(1 for _ in rows)


def load_ours(path: Path, home: Home) -> int:
    from yosher.bootstrap import loading

    whole = loading._indexed_late
    loading._indexed_late = lambda opened: _noted(whole(opened))

    return loading.HistoryLoader(open_home(home)).load(OrgId("bench"), str(path)).rows


def load_peer(path: Path, home: Home) -> int:
    """The same table, settings and indexes; one executemany of the driver in one transaction."""
    from django.db import connection

    names = ", ".join(f'"{"ref" if name == "id" else name}"' for name in HEADER)
    marks = ", ".join(["%s" if home.database else "?"] * len(HEADER))
    statement = f"INSERT INTO store_transactionrow (organisation, source, {names}) VALUES ('bench', 'h.csv', {marks})"
    with connection.cursor() as cursor:
        if home.database:
            with cursor.connection.transaction(), cursor.connection.cursor() as raw:
                raw.executemany(statement, peer_rows(path))
                return int(raw.rowcount)
        lite: sqlite3.Connection = cursor.connection
        lite.execute("BEGIN IMMEDIATE")
        done = lite.executemany(statement, peer_rows(path)).rowcount
        lite.execute("COMMIT")
    return done


MEASURED = {f.__name__: f for f in (read_ours, read_peer, read_tuned, load_ours, load_peer)}


def one(name: str, path: Path, database: str | None) -> None:
    """A run in this process: imports and an empty migrated home are made before the clock starts."""
    with tempfile.TemporaryDirectory(prefix="yosher-bench-", dir=path.parent) as folder:
        home = Home(Path(folder) / "home", database)
        set_up(home)
        if name.startswith("load"):
            open_home(home)
        import yosher.bootstrap.loading  # noqa: F401  (its imports are no part of the figure)

        began = time.perf_counter()
        rows = MEASURED[name](path, home)
        seconds = time.perf_counter() - began
        fifth = next((peak for so_far, peak in PEAKS if so_far * 5 >= rows), 0)
        print(json.dumps({"rows": rows, "seconds": seconds, "peak_mb": _peak_mb(), "peak_mb_at_first_fifth": fifth}))


def run(name: str, path: Path, rows: int, database: str | None = None) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", name, "--file", str(path), *(["--address", database] if database else [])]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ).stdout)
    assert found["rows"] == rows, (name, found)
    return found


def main(rows: int, runs: int) -> None:
    with tempfile.TemporaryDirectory(prefix="yosher-bench-") as folder:
        path, long = Path(folder) / "transactions.csv", Path(folder) / "transactions-5.csv"
        write_csv(path, rows)
        seen: dict[str, list[dict[str, Any]]] = {name: [] for name in MEASURED}
        served: dict[str, list[dict[str, Any]]] = {"load_ours": [], "load_peer": []}
        with postgresql() as fresh:
            for _ in range(runs):
                for name, figures in seen.items():
                    figures.append(run(name, path, rows))
                for name, figures in served.items():
                    figures.append(run(name, path, rows, fresh()))
        path.unlink()
        write_csv(long, 5 * rows)
        read_long, load_long = run("read_ours", long, 5 * rows), run("load_ours", long, 5 * rows)
    seconds = {name: statistics.median(f["seconds"] for f in figures) for name, figures in seen.items()}
    on_server = {name: statistics.median(f["seconds"] for f in figures) for name, figures in served.items()}
    peak = {name: max(f["peak_mb"] for f in figures) for name, figures in seen.items()}
    print(json.dumps(document(rows, runs, seconds, peak) | {
        "postgresql": {
            "seconds": {name: round(value, 2) for name, value in on_server.items()},
            "load_ratio": round(on_server["load_peer"] / on_server["load_ours"], 2),
            "load_ratio_required": ">= 1.6",
        },
        "peak_mb_of_5_times_the_rows": {
            name: {"first fifth": run["peak_mb_at_first_fifth"], "end": run["peak_mb"]}
            for name, run in (("read_ours", read_long), ("load_ours", load_long))
        },
        "load_seconds_at_5_times": round(load_long["seconds"], 1),
    }, indent=1))  # fmt: skip


def document(rows: int, runs: int, seconds: dict[str, float], peak: dict[str, int]) -> dict[str, Any]:
    return {
        "bench": "history",
        "rows": rows,
        "runs": runs,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("polars", "pydantic", "django")} | {"sqlite": sqlite3.sqlite_version},
        "settings": "SQLite WAL, synchronous=FULL, cache 64 MB; 5 indexes; one transaction; peer: csv.DictReader + model_validate",
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "peak_mb": peak,
        "read_ratio": round(seconds["read_peer"] / seconds["read_ours"], 2),
        "read_ratio_required": ">= 5",
        "read_ratio_tuned_peer": round(seconds["read_tuned"] / seconds["read_ours"], 2),
        "load_ratio": round(seconds["load_peer"] / seconds["load_ours"], 2),
        "load_ratio_required": ">= 1.6",
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--one", choices=list(MEASURED))
    parser.add_argument("--file", type=Path)
    parser.add_argument("--address")
    given = parser.parse_args()
    if given.one:
        one(given.one, given.file, given.address)
    else:
        main(given.rows, given.runs)
