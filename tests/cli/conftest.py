"""A new home for a test is a copy of one that was initialised once."""

import shutil
from pathlib import Path

import pytest

from commands import Line


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("fresh") / "home"
    Line(home).did("case", "list")
    return home


@pytest.fixture
def cli(fresh_home: Path, tmp_path: Path) -> Line:
    return Line(Path(shutil.copytree(fresh_home, tmp_path / "home")))
