"""`yosher rules show` against `python -c "import typer"`: whole processes, medians of many runs in turn. Required: at most 2 times."""

import json
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version

RUNS = 15
OURS = [sys.executable, "-m", "yosher", "rules", "show", "visa", "13.1", "--json"]
PEER = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    ours, peer = [], []
    for _ in range(RUNS):
        peer.append(seconds(PEER))
        ours.append(seconds(OURS))
    loaded = subprocess.run([sys.executable, "-X", "importtime", *OURS[1:]], check=True, capture_output=True, text=True).stderr
    figures = {
        "bench": "rules_show",
        "python": platform.python_version(),
        "typer": version("typer"),
        "runs": RUNS,
        "ours_seconds": round(statistics.median(ours), 4),
        "peer_seconds": round(statistics.median(peer), 4),
        "ratio": round(statistics.median(ours) / statistics.median(peer), 2),
        "required": "<= 2",
        "django_loaded": " django" in loaded,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
