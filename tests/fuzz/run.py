"""Fuzz every reader of outside bytes: each target in a process of its own, from its committed corpus, for some seconds.

Prints one JSON line a target. A crash is saved into the target's corpus, where `test_replay.py` finds it, and makes the exit code 1.
"""

import argparse
import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
LONGEST = 65_536  # bytes of one input
SLOWEST = 20  # seconds for one input: longer is a hang, and counts as a crash
_RUNS = re.compile(rb"stat::number_of_executed_units:\s*(\d+)")


def targets() -> dict[str, Callable[[bytes], None]]:
    """All targets of the modules beside this file, by name."""
    for path in (HERE, HERE.parent, HERE.parents[1] / "src"):
        if str(path) not in sys.path:
            sys.path.insert(0, str(path))
    found: dict[str, Callable[[bytes], None]] = {}
    for module in sorted((HERE / "targets").glob("*.py")):
        found |= importlib.import_module(f"targets.{module.stem}").TARGETS
    return found


def fuzz_here(name: str, arguments: list[str]) -> None:
    """In this process, until the time is over or something raises. Atheris ends the process itself."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["yosher"]):
        target = targets()[name]
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def fuzz_apart(name: str, seconds: int) -> dict[str, object]:
    """In a process of its own, so that a crash, a hang or used-up memory ends only that one."""
    began = monotonic()
    with tempfile.TemporaryDirectory() as grown, tempfile.TemporaryDirectory() as crashed:
        arguments = [
            *(f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-rss_limit_mb=2048"),
            *("-print_final_stats=1", "-close_fd_mask=1", f"-artifact_prefix={crashed}/"),
            *(grown, str(CORPUS / name)),
        ]
        (CORPUS / name).mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(Path(__file__).resolve()), "--only-here", name, *arguments]
        done = subprocess.run(command, stderr=subprocess.PIPE, check=False, env={**os.environ, "PYTHONHASHSEED": "0"})
        kept = [_keep(found, name) for found in sorted(Path(crashed).iterdir())]
    runs = _RUNS.search(done.stderr)
    report = {"target": name, "runs": int(runs[1]) if runs else 0, "seconds": round(monotonic() - began, 1)}
    if done.returncode or kept:
        sys.stderr.write(done.stderr.decode("utf-8", "replace")[-4000:])
    return report | {"crashed": bool(done.returncode or kept), "saved": kept}


def _keep(found: Path, name: str) -> str:
    """A crasher goes into the corpus under the name that libFuzzer gave it, without leaving its folder."""
    kept = CORPUS / name / found.name
    kept.write_bytes(found.read_bytes())
    return kept.name


def main() -> int:
    if sys.argv[1:2] == ["--only-here"]:
        fuzz_here(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--target", action="append", help="only these; all where none is named")
    chosen = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write("Fuzzing needs atheris, which is not installed: type `make fuzz`, which installs it.\n")
        return 2
    known = targets()
    unknown = sorted(set(chosen.target or ()) - known.keys())
    if unknown:
        sys.stderr.write(f"No such target: {', '.join(unknown)}. There are: {', '.join(sorted(known))}.\n")
        return 2
    reports = []
    for name in sorted(chosen.target or known):
        reports.append(fuzz_apart(name, chosen.seconds))
        print(json.dumps(reports[-1]), flush=True)
    return 1 if any(report["crashed"] for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
