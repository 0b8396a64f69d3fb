"""The command as a process: both streams, the exit code, the environment, and nothing of ours in a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

from commands import NOW, Line

RUN = "from yosher.cli.main import main; main()"


def process(*words: object, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PATH": os.environ["PATH"],
        "YOSHER_HOME": str(home),
        "HOME": str(home.parent),
        **environment,
    }
    given = [sys.executable, "-W", "error", "-c", RUN, *map(str, words)]
    return subprocess.run(given, capture_output=True, text=True, env=env, timeout=60, check=False)


def test_a_missing_home_is_made_by_the_first_command(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    form = Line(tmp_path / "x").form()
    done = process("intake", form, "--json", "--now", NOW, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["cases"][0]["created"] is True
    assert (home / "yosher.sqlite3").stat().st_mode & 0o077 == 0


def test_an_error_is_one_document_and_one_sentence_in_hebrew(cli: Line) -> None:
    done = process("case", "show", "C-000000000000", "--json", home=cli.home, YOSHER_LANGUAGE="he", PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["text"] == done.stderr.rstrip("\n")
    assert "אין" in done.stderr or "נמצא" in done.stderr


def test_hebrew_reaches_a_terminal_that_knows_only_ascii(cli: Line) -> None:
    cli.case()
    for words in (("case", "show", "C-000000000000", "--json"), ("settings", "get")):
        done = process(*words, home=cli.home, YOSHER_LANGUAGE="he", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
        assert done.returncode in {0, 1}
        assert "Traceback" not in done.stderr, done.stderr


def test_a_file_name_that_is_no_text_is_still_json(cli: Line) -> None:
    odd = os.fsdecode(os.fsencode(cli.home.parent) + b"/\xff\xfe.json")
    Path(odd).write_text("buy milk")
    done = process("intake", odd, "--json", home=cli.home)
    assert done.returncode == 2
    assert json.loads(done.stdout)["refused"]
    assert "Traceback" not in done.stderr, done.stderr


def test_a_reader_that_stops_reading_is_no_crash(cli: Line) -> None:
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"], "HOME": str(cli.home.parent)}
    shell = f'"{sys.executable}" -c "{RUN}" rules list --json | head -c 10'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, env=env, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
