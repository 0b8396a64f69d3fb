"""The wheel holds all that Yosher needs when it runs: every phrase, rule, font, template and demo file."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "yosher"
# What there has to be at least, so that an emptied folder is noticed too.
KINDS = {".po": 40, ".csv": 20, ".yaml": 10, ".typ": 3, ".ttf": 4, ".json": 10, ".typed": 1}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """Built as a release is, by the uv that `make` put beside the environment; offline where its cache allows."""
    beside = Path(sys.prefix).parent / ".tools" / "uv" / "bin" / "uv"
    builder = str(beside) if beside.exists() else shutil.which("uv")
    assert builder, "no uv: run `make test` once, it builds its own"
    folder = tmp_path_factory.mktemp("wheel")
    build = [builder, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)]
    if subprocess.run([*build, "--offline"], capture_output=True, check=False).returncode:
        subprocess.run(build, capture_output=True, check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    files = {p.relative_to(PACKAGE.parent).as_posix() for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert sorted(files - held) == []


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert [n for n in wheel.namelist() if not n.startswith("yosher/") and ".dist-info/" not in n] == []
    assert [n for n in wheel.namelist() if "__pycache__" in n or n.endswith((".pyc", ".sqlite3"))] == []


@pytest.mark.parametrize("ending", KINDS)
def test_kind_of_file_is_not_forgotten(wheel: zipfile.ZipFile, ending: str) -> None:
    assert sum(name.endswith(ending) for name in wheel.namelist()) >= KINDS[ending]


def test_the_licences_and_the_command_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    held = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= set(held)
    assert "yosher = yosher.cli.main:main" in wheel.read(held["entry_points.txt"]).decode()
