"""`history load` into both databases: known rows are known, later ones replace, a broken file leaves nothing."""

from pathlib import Path

import pytest

from yosher.adapters.store.records import LoadedHistory, count
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.loading import MOST_REFUSALS, HistoryLoader
from yosher.desk.ports import Sought, Trouble
from yosher.evidence.model import RecordKind
from yosher.kernel.ids import OrgId

ORG, OTHER = OrgId("one"), OrgId("two")
HEADER = "id,order,amount,currency,at,arn,reason"


def refunds(folder: Path, *lines: str) -> str:
    path = folder / "refunds.csv"
    path.write_text("\n".join([HEADER, *lines]), "utf-8")
    return str(path)


def test_the_same_file_twice_is_known(store: StoreInDatabase, tmp_path: Path) -> None:
    loader = HistoryLoader(store)
    path = refunds(tmp_path, "R-1,A-1,100,ILS,2026-10-05,ARN1,r", "R-2,A-2,200,ILS,2026-10-05,ARN2,r")
    first, second = loader.load(ORG, path), loader.load(ORG, path)
    assert (first.rows, first.new, second.rows, second.new) == (2, 2, 2, 0)
    assert (count(ORG, RecordKind.REFUNDS), count(OTHER, RecordKind.REFUNDS)) == (2, 0)


def test_a_later_row_replaces_the_earlier(store: StoreInDatabase, tmp_path: Path) -> None:
    loader = HistoryLoader(store)
    loader.load(ORG, refunds(tmp_path, "R-1,A-1,100,ILS,2026-10-05,ARN1,pending", "R-1,A-1,150,ILS,2026-10-06,ARN1,done"))
    (found,) = LoadedHistory().about(ORG, Sought(None, "A-1", None, None))
    assert (found.values["amount"], found.values["reason"]) == (150, "done")
    assert not LoadedHistory().about(OTHER, Sought(None, "A-1", None, None))


def test_of_many_bad_rows_the_first_are_named_and_the_good_one_is_in(store: StoreInDatabase, tmp_path: Path) -> None:
    bad = [f"R-{n},A-1,x,ILS,2026-10-05,ARN,r" for n in range(MOST_REFUSALS + 5)]
    result = HistoryLoader(store).load(ORG, refunds(tmp_path, *bad, "R-good,A-1,100,ILS,2026-10-05,ARN,r"))
    assert (result.rows, result.new, len(result.refused)) == (1, 1, MOST_REFUSALS)
    assert result.refused[0] == (2, "history.bad_minor")


def test_a_file_that_breaks_off_leaves_nothing(store: StoreInDatabase, tmp_path: Path) -> None:
    path = tmp_path / "refunds.ndjson"
    good = '{"id": "R-1", "amount": 100, "currency": "ILS", "arn": "A"}\n'
    path.write_text(good * 10 + '{"id": "R-2", "amou', "utf-8")
    with pytest.raises(Trouble):
        HistoryLoader(store).load(ORG, str(path))
    assert count(ORG, RecordKind.REFUNDS) == 0
