"""The demo's desk after its walk answers, also where a file is read or written."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from commands import run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_demos_desk_hands_out_a_packet_and_takes_a_paper(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    paths = {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "NO_COLOR": "1"}
    demo = subprocess.Popen(
        [sys.executable, "-m", "yosher", "demo", "--home", str(home), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        env=os.environ | paths,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _until_up(f"{address}/healthz", demo)
        made = run("key", "add", "a program", "--scope", "read", "--scope", "work", "--home", home, "--org", "oak-olive", "--json")
        key = {"Authorization": f"Bearer {json.loads(made.stdout)['secret']}"}
        cases = json.loads(_asked(f"{address}/api/v1/cases", key))["cases"]
        case = next(row["case"] for row in cases if row["choice"] == "fight")
        assert _asked(f"{address}/api/v1/cases/{case}/packet", key).startswith(b"PK")
        form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\na paper\r\n--x--\r\n'
        sent = key | {"Content-Type": "multipart/form-data; boundary=x"}
        assert json.loads(_asked(f"{address}/api/v1/cases/{case}/exhibits", sent, form))["exhibits"][0]["name"] == "a.txt"
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(30)


def _asked(address: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=30) as answer:
        read: bytes = answer.read()
        return read


def _until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, "the demo ended"
        try:
            _asked(address, {})
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise AssertionError("the demo's desk did not open")
