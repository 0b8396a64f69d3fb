"""The settings of an outside identity provider: all of them or none, and none without TLS."""

import pytest

from yosher.bootstrap.site_settings import outside, provider_settings
from yosher.desk.ports import Trouble
from yosher.kernel.words import Language
from yosher.phrases.say import say

ALL = {"ISSUER": "https://id.example.com/", "CLIENT_ID": "desk", "CLIENT_SECRET": "s3cret", "NAME": "Example ID"}


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ALL:
        monkeypatch.delenv(f"YOSHER_OIDC_{part}", raising=False)


def put(monkeypatch: pytest.MonkeyPatch, **parts: str) -> None:
    for part, value in parts.items():
        monkeypatch.setenv(f"YOSHER_OIDC_{part}", value)


def test_without_settings_there_is_no_provider() -> None:
    assert outside() is None
    assert provider_settings(None) == {}


def test_a_provider_is_asked_with_a_code_and_pkce(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **ALL)
    known = outside()
    assert known is not None
    assert "s3cret" not in repr(known)
    [app] = provider_settings(known)["openid_connect"]["APPS"]
    assert app["name"] == "Example ID"
    assert app["settings"] == {"server_url": "https://id.example.com", "oauth_pkce_enabled": True}


def test_a_provider_without_a_name_is_called_by_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **(ALL | {"NAME": " "}))
    known = outside()
    assert known is not None
    assert known.name == "id.example.com"


@pytest.mark.parametrize(
    "wrong",
    [{"CLIENT_ID": ""}, {"CLIENT_SECRET": ""}, {"ISSUER": ""}, {"ISSUER": "http://id.example.com"}, {"ISSUER": "id.example.com"}],
)
def test_a_half_or_an_open_way_is_refused_in_both_languages(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]) -> None:
    put(monkeypatch, **(ALL | wrong))
    with pytest.raises(Trouble) as refused:
        outside()
    assert refused.value.permanent
    for language in Language:
        assert "YOSHER_OIDC_ISSUER" in say(refused.value.reason, language)
        assert "s3cret" not in say(refused.value.reason, language)


def test_a_provider_on_this_machine_may_be_tried_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **(ALL | {"ISSUER": "http://localhost:8080/realms/shop"}))
    assert outside() is not None
