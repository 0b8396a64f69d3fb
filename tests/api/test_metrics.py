"""What a watcher counts, for who has its token, without a name of anybody."""

import pytest

from programs import Program, Town

TOKEN = "for-the-watcher"


def lines(program: Program) -> dict[str, float]:
    found = program.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert found.status_code == 200
    assert found.headers["Content-Type"].startswith("text/plain")
    rows = [line.rpartition(" ") for line in found.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in rows}


def test_cases_work_and_requests_are_counted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSHER_METRICS_TOKEN", TOKEN)
    program, rival = town.key(), town.key(town.other)
    case = program.case()
    rival.case()
    before = lines(program)
    assert before['yosher_cases{lane="ours"}'] == 2
    assert before['yosher_outbox_rows{state="waiting"}'] == 2
    assert before['yosher_outbox_rows{state="dead"}'] == 0
    program.get("cases/C-NO")
    program.get("nowhere")
    name = 'yosher_requests_total{face="api",method="GET",status="404"}'
    after = lines(program)
    assert after[name] - before.get(name, 0) == 2
    assert not [line for line in after if case in line or "oak" in line]


def test_without_the_setting_there_is_nothing_and_without_the_token_nobody(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.key().client
    assert client.get("/metrics").status_code == 404
    monkeypatch.setenv("YOSHER_METRICS_TOKEN", TOKEN)
    for given in ({}, {"Authorization": "Bearer other"}, {"Authorization": f"Basic {TOKEN}"}):
        assert client.get("/metrics", headers=given).status_code == 401
