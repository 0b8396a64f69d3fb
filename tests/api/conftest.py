"""A town for a test is a copy of one that was built once; its clock stands at the time of the form."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from programs import FORM_NOW, Program, Town, town_at
from yosher.api import caller, pace
from yosher.bootstrap import site


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "home"
    with town_at(folder):
        pass
    return folder


@pytest.fixture
def town(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(caller, "right_now", lambda: FORM_NOW)
    monkeypatch.setattr(caller, "PACE", pace.Pace(100_000))
    site._houses.clear()
    with town_at(Path(shutil.copytree(built, tmp_path / "home"))) as found:
        yield found
    site._houses.clear()


@pytest.fixture
def program(town: Town) -> Program:
    return town.key()
