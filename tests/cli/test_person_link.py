"""`yosher person link`: the way in for a person leads to where the desk is reached."""

import pytest

from commands import Line


def test_the_link_leads_to_the_public_address(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.did("person", "add", "Dana", "--role", "analyst")
    assert cli.did("person", "link", "dana")["link"].startswith("http://localhost:8440/start/")
    monkeypatch.setenv("YOSHER_SITE_URL", "https://desk.example.com")
    assert cli.did("person", "link", "dana")["link"].startswith("https://desk.example.com/start/")
    assert cli.did("person", "link", "dana", "--site", "https://other.example/")["link"].startswith("https://other.example/start/")
