"""`history load` of transactions against csv with pydantic, in turn, in processes of their own.

Required: reading and checking at least 5 times as fast as csv.DictReader with a pydantic model; to the committed store at least 1.6 times
as fast as the same with executemany into the same SQLite table, indexes and sync mode; memory flat whatever the length.

    python bench/bench_history.py [ROWS]
"""

import csv
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROWS = 1_000_000
FIFTH = 5  # memory has to stay flat: what the file takes beside a fifth of it
HEADER = "id,account,pm,ip,device,ship,amount,currency,ts,disputed,fraud,delivered,email,order"


def write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for n in range(rows):
            file.write(
                f"T-{n},a{n % 9973},pm{n % 7919},10.0.{n % 256}.{n % 251},d{n % 4999},s{n % 3989},{1000 + n % 90000},ILS,"
                f"{1750000000 + n},0,0,1,p{n % 9973}@example.com,O-{n}\n"
            )


def ours(path: Path) -> None:
    """Read, check and put into SQLite."""
    from yosher.bootstrap.wire import open_desk

    with tempfile.TemporaryDirectory() as home, open_desk(home=home, now=None, org=None, person=None) as wired:
        result = wired.loader.load(wired.desk.organisation.id, str(path))
        assert result.new == result.rows == sum(1 for _ in path.open()) - 1


def reading(path: Path) -> None:
    """Read and check alone: what the peer does."""
    from yosher.adapters.history.read import open_file

    assert all(not batch.refused for batch in open_file(path).batches)


def peer(path: Path) -> None:
    """csv.DictReader and a pydantic model of the same columns, row by row."""
    for _ in checked(path):
        pass


def peer_to_store(path: Path) -> None:
    """The same rows by one executemany into the same table, in one transaction, through the same connection."""
    from yosher.bootstrap.wire import open_desk

    with tempfile.TemporaryDirectory() as home, open_desk(home=home, now=None, org=None, person=None):
        from django.db import connection, transaction

        names = ", ".join(f'"{name}"' for name in ("organisation", "source", "ref", *HEADER.split(",")[1:], "day"))
        marks = ", ".join("?" * (len(HEADER.split(",")) + 3))
        with transaction.atomic(), connection.cursor() as cursor:
            rows = (("one", path.name, *row.values(), row["ts"] // 86400) for row in checked(path))
            cursor.connection.executemany(f"INSERT INTO store_transactionrow ({names}) VALUES ({marks})", rows)


def checked(path: Path) -> Iterator[dict[str, Any]]:
    from pydantic import BaseModel

    class Row(BaseModel):
        id: str
        account: str | None
        pm: str | None
        ip: str | None
        device: str | None
        ship: str | None
        amount: int
        currency: str
        ts: int
        disputed: bool
        fraud: bool
        delivered: bool
        email: str | None
        order: str | None

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield dict(Row.model_validate(row))


WAYS = {"ours": ours, "reading": reading, "peer": peer, "peer_to_store": peer_to_store}


def measured(way: str, path: Path) -> dict[str, float]:
    """Seconds of the work without the start of the process, and the highest memory in MiB."""
    said = subprocess.run([sys.executable, __file__, way, str(path)], check=True, capture_output=True, text=True).stdout
    return dict(json.loads(said))


def main() -> None:
    if len(sys.argv) == 3:
        began = time.perf_counter()
        WAYS[sys.argv[1]](Path(sys.argv[2]))
        spent = time.perf_counter() - began
        print(json.dumps({"seconds": spent, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    rows = int(sys.argv[1]) if len(sys.argv) == 2 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "transactions.csv", Path(folder) / "small" / "transactions.csv"
        small.parent.mkdir()
        write(large, rows)
        write(small, rows // FIFTH)
        found = {way: measured(way, large) for way in WAYS}
        few = measured("ours", small)
    seconds = {way: figures["seconds"] for way, figures in found.items()}
    figures = {
        "bench": "history_load",
        "python": platform.python_version(),
        "pydantic": version("pydantic"),
        "polars": version("polars"),
        "rows": rows,
        **{f"{way}_seconds": round(spent, 2) for way, spent in seconds.items()},
        "reading_times_faster": round(seconds["peer"] / seconds["reading"], 2),
        "reading_required": ">= 5",
        "store_times_faster": round(seconds["peer_to_store"] / seconds["ours"], 2),
        "store_required": ">= 1.6",
        "memory_mib": round(found["ours"]["mib"]),
        "memory_mib_of_a_fifth": round(few["mib"]),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
