"""Signed messages come in at their own address; nothing unsigned, forged, old or misaddressed leaves a case."""

import hmac
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from commands import Line
from inboxes import SIGNED_AT, body, loaded
from programs import Program, Town
from yosher.adapters.accounts.models import Hook
from yosher.api import hooks
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

STRIPE = loaded("stripe", "signed-webhook.json")
ADYEN = loaded("adyen", "signed-item.json")
BRAINTREE = loaded("braintree", "signed.json")
JSON = "application/json"


@pytest.fixture(autouse=True)
def at_the_time_of_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "right_now", lambda: SIGNED_AT)


def hook(town: Town, processor: str, secret: str | None) -> str:
    """The address of a new hook."""
    folder = town.house.home.folder
    made = Line(folder).did("hook", "add", processor, org="oak")
    if secret is not None:
        place = folder / "secret"
        place.touch(mode=0o600)
        place.write_text(secret, "utf-8")
        Line(folder).did("hook", "secret", made["hook"], "--secret-file", place, org="oak")
    return str(made["address"])


def posted(address: str, content: bytes | str, kind: str = JSON, **headers: str) -> Any:
    return Program("").client.post(address, content, content_type=kind, headers=headers)


def cases(town: Town) -> list[str]:
    return [row["case"] for row in town.key().did("get", "cases")["cases"]]


def adyen_item(**changes: Any) -> str:
    item = ADYEN["item"] | changes
    return json.dumps({"live": "false", "notificationItems": [{"NotificationRequestItem": item}]})


def test_a_signed_message_of_stripe_is_a_case_once_however_often_it_comes(town: Town) -> None:
    address = hook(town, "stripe", STRIPE["secret"])
    for _ in range(2):
        done = posted(address, STRIPE["body"], **{"Stripe-Signature": STRIPE["header"]})
        assert (done.status_code, done.content) == (200, b"[accepted]")
    (case,) = cases(town)
    whole = town.key().did("get", f"cases/{case}")
    assert whole["denial"]["confirmed"] is True
    assert whole["events"][0]["actor"] == {"kind": "processor", "ref": "stripe"}


def test_a_signed_message_of_adyen_and_of_braintree_is_a_case(town: Town) -> None:
    assert posted(hook(town, "adyen", ADYEN["hmac_key"]), adyen_item()).status_code == 200
    address = hook(town, "braintree", BRAINTREE["private_key"])
    message = BRAINTREE["samples"]["DisputeOpened"]
    form = posted(address, json.dumps(message))
    assert form.status_code == 200
    assert len(cases(town)) == 2


@pytest.mark.parametrize(
    "header",
    ["", "t=1790000000,v1=00", STRIPE["header"].replace("v1=7a", "v1=7b"), "nonsense", STRIPE["header"].replace("t=1790000000", "t=1")],
)
def test_a_signature_that_does_not_fit_gets_400_and_leaves_no_case(town: Town, header: str) -> None:
    done = posted(hook(town, "stripe", STRIPE["secret"]), STRIPE["body"], **{"Stripe-Signature": header})
    assert done.status_code == 400
    assert done.json()["code"].startswith("intake.signature_")
    assert cases(town) == []


def test_a_message_without_its_header_or_item_without_its_signature_gets_400(town: Town) -> None:
    assert posted(hook(town, "stripe", STRIPE["secret"]), STRIPE["body"]).status_code == 400
    assert posted(hook(town, "adyen", ADYEN["hmac_key"]), adyen_item(additionalData={})).status_code == 400
    assert posted(hook(town, "braintree", BRAINTREE["private_key"]), "<notification/>", "text/xml").status_code == 400
    assert posted(hook(town, "square", "https://x.example/hooks\nkey"), body("square", "webhook.json")).status_code == 400
    assert cases(town) == []


def test_a_hook_that_knows_no_secret_yet_takes_nothing(town: Town) -> None:
    assert posted(hook(town, "stripe", None), STRIPE["body"], **{"Stripe-Signature": STRIPE["header"]}).status_code == 400
    assert posted(hook(town, "adyen", None), adyen_item()).status_code == 400
    assert cases(town) == []


def test_an_address_that_nobody_made_or_of_another_processor_is_not_found(town: Town) -> None:
    address = hook(town, "stripe", STRIPE["secret"])
    header = {"Stripe-Signature": STRIPE["header"]}
    for place in (address + "x", address.replace("stripe", "square"), "/hooks/manual/x", "/hooks/paypal/x", "/hooks/stripe/"):
        assert posted(place, STRIPE["body"], **header).status_code == 404, place
    assert Program("").client.get(address).status_code == 405
    assert cases(town) == []


def test_a_message_about_something_else_is_taken_note_of_and_no_case(town: Town) -> None:
    done = posted(hook(town, "stripe", "s"), "{}", **{"Stripe-Signature": _signed("{}")})
    assert done.status_code == 200
    assert cases(town) == []


def test_a_signed_message_that_cannot_be_read_is_asked_for_again(town: Town) -> None:
    content = '{"object": "event", "type": "charge.dispute.created", "data": {"object": {"object": "dispute"}}}'
    assert posted(hook(town, "stripe", "s"), content, **{"Stripe-Signature": _signed(content)}).status_code == 422


def test_a_signed_denial_without_the_name_of_an_event_is_a_case_or_asked_for_again(town: Town) -> None:
    address, message = hook(town, "stripe", "s"), json.loads(STRIPE["body"])
    del message["object"]
    whole = json.dumps(message)
    bare = json.dumps({"type": "charge.dispute.created", "id": "evt_1"})
    assert posted(address, bare, **{"Stripe-Signature": _signed(bare)}).status_code == 422
    assert cases(town) == []
    assert posted(address, whole, **{"Stripe-Signature": _signed(whole)}).status_code == 200
    assert len(cases(town)) == 1


def _signed(content: str, secret: str = "s") -> str:
    at = int(SIGNED_AT.timestamp())
    return f"t={at},v1={hmac.new(secret.encode(), f'{at}.{content}'.encode(), 'sha256').hexdigest()}"


def test_nothing_is_said_to_be_taken_where_it_could_not_be_committed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    address = hook(town, "stripe", STRIPE["secret"])

    def locked(*_: Any, **__: Any) -> None:
        raise Trouble(Reason("store.locked"))

    monkeypatch.setattr(type(town.house.store), "record", locked)
    done = posted(address, STRIPE["body"], **{"Stripe-Signature": STRIPE["header"]})
    assert (done.status_code, done.headers["Retry-After"]) == (503, "5")
    monkeypatch.undo()
    assert cases(town) == []


def test_a_message_that_is_too_large_is_refused(town: Town) -> None:
    assert posted(hook(town, "stripe", "s"), b" " * (2 * 2**20 + 1)).status_code == 413


def test_the_secret_lies_sealed_and_its_key_apart(town: Town) -> None:
    hook(town, "stripe", "whsec_kept_apart")
    (row,) = Hook.objects.all()
    assert b"whsec_kept_apart" not in bytes(row.sealed)
    key = town.house.home.folder / "keys" / "seal.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()
    done = posted(f"/hooks/stripe/{row.ref}", STRIPE["body"], **{"Stripe-Signature": STRIPE["header"]})
    assert (done.status_code, done.json()["code"]) == (422, "store.seal_lost")


def test_hooks_are_listed_and_taken_away_by_their_own_organisation_only(town: Town, tmp_path: Path) -> None:
    line, address = Line(town.house.home.folder), hook(town, "stripe", "s")
    (row,) = line.did("hook", "list", org="oak")["hooks"]
    assert (row["address"], row["has_secret"]) == (address, True)
    assert "secret" not in row
    assert line.did("hook", "list", org="rival")["hooks"] == []
    assert line.refused("hook", "remove", row["hook"], org="rival") == "cli.not_found"
    line.did("hook", "remove", row["hook"], org="oak")
    assert posted(address, STRIPE["body"]).status_code == 404
    assert line.refused("hook", "add", "paypal", org="oak") == "desk.no_signed_messages"
    assert line.refused("hook", "add", "stripe", "--as", "dana", org="oak") == "desk.role_may_not"


CHALLENGE = "20f9f8ed05f77439fe955c977e4c8a53"  # of the tests of Braintree's own SDKs, with their keys and their answer
ANSWER = b"integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4"


def test_braintree_is_told_that_the_address_is_ours(town: Town) -> None:
    address = hook(town, "braintree", "integration_public_key\nintegration_private_key\n")
    done = Program("").client.get(address, {"bt_challenge": CHALLENGE})
    assert (done.status_code, done.content) == (200, ANSWER)


def test_messages_are_checked_with_both_keys_told(town: Town) -> None:
    address = hook(town, "braintree", f"a-public-key\n{BRAINTREE['private_key']}")
    assert posted(address, json.dumps(BRAINTREE["samples"]["DisputeOpened"])).status_code == 200
    assert len(cases(town)) == 1


@pytest.mark.parametrize("challenge", ["", "0" * 19, "0" * 33, "xyz" * 8, "PG5vdGlmaWNhdGlvbj4="])
def test_what_is_no_challenge_is_not_signed(town: Town, challenge: str) -> None:
    address = hook(town, "braintree", "public\nprivate")
    done = Program("").client.get(address, {"bt_challenge": challenge})
    assert (done.status_code, done.json()["code"]) == (400, "api.challenge_unanswered")


def test_without_the_public_key_and_at_other_addresses_nothing_is_answered(town: Town) -> None:
    alone = hook(town, "braintree", "private")
    assert Program("").client.get(alone, {"bt_challenge": CHALLENGE}).status_code == 400
    assert Program("").client.get("/hooks/braintree/nobodys", {"bt_challenge": CHALLENGE}).status_code == 405
    assert Program("").client.get(hook(town, "stripe", "whsec_x")).status_code == 405
