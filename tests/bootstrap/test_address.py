"""Where people are told that the desk is."""

import pytest

from yosher.bootstrap.site_settings import Address, address


def test_links_lead_to_the_public_address_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSHER_SITE_URL", "https://desk.example.com/")
    assert address().shown(port=9000) == "https://desk.example.com"
    monkeypatch.delenv("YOSHER_SITE_URL")
    assert address().shown(port=9000) == "http://localhost:9000"
    assert Address().shown() == "http://localhost:8440"
