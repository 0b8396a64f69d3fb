"""What every inbox promises, on every published message: nothing raises, nothing is lost, nothing is trusted that was not checked."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import NOW
from inboxes import MESSAGES, NAMES, READERS, RECOGNISERS, context, read
from yosher.cases.model import Reading, Refusal, Says
from yosher.desk.ports import SignatureWrong
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.say import say

each_message = pytest.mark.parametrize(("processor", "name", "body"), MESSAGES, ids=NAMES)
JSON_MESSAGES = [(p, n, b) for p, n, b in MESSAGES if b[:1] in b"{[" and p != "braintree"]
CARD = "4111 1111 1111 1111"
ODD = (None, True, "", " ", 0, -1, 1.5, 10**30, [], {}, ["x"], {"id": {}}, "\ud800", "\x00", "אבג", "1e999", "9" * 5000)


def said(reading: Reading) -> list[Refusal]:
    return [*reading.refused, *reading.notes]


@each_message
def test_message_gives_denials_of_its_processor(processor: str, name: str, body: bytes) -> None:
    reading = read(processor, body)
    assert reading.incoming
    for incoming in reading.incoming:
        denial = incoming.denial
        assert (denial.source, denial.processor) == (processor, processor)
        assert denial.ref
        assert re.fullmatch("[0-9a-f]{24}", denial.id)
        assert denial.received_at == NOW


@each_message
def test_unsigned_message_is_taken_but_not_confirmed(processor: str, name: str, body: bytes) -> None:
    assert not any(incoming.denial.confirmed for incoming in read(processor, body).incoming)


@each_message
def test_same_message_twice_has_the_same_id_whenever_it_comes(processor: str, name: str, body: bytes) -> None:
    first, again = read(processor, body), read(processor, body, now=NOW + timedelta(days=3), file="other.json")
    assert [one.denial.id for one in first.incoming] == [one.denial.id for one in again.incoming]
    assert len({one.denial.id for one in first.incoming}) == len(first.incoming)


@each_message
def test_wrong_signature_is_refused_and_keeps_nothing(processor: str, name: str, body: bytes) -> None:
    for signature in ("", "x", "t=1790000000,v1=00", "k|00", "t=²,v1=é"):
        with pytest.raises(SignatureWrong):
            read(processor, body, signature=signature, secret="00ff")


@each_message
@pytest.mark.parametrize("given", [{"signature": "t=1,v1=00"}, {"secret": "00ff"}], ids=["no secret", "no signature"])
def test_half_of_what_a_check_needs_is_refused(processor: str, name: str, body: bytes, given: dict[str, str]) -> None:
    with pytest.raises(SignatureWrong):
        read(processor, body, **given)


@each_message
def test_raw_words_are_kept_as_they_came(processor: str, name: str, body: bytes) -> None:
    written = body.decode() if processor != "braintree" else read_xml(body)
    for incoming in read(processor, body).incoming:
        for raw in (*incoming.denial.status_raw.split("/"), incoming.denial.reason_raw, incoming.denial.network_raw, incoming.denial.ref):
            assert raw in written


def read_xml(body: bytes) -> str:
    return base64.b64decode(json.loads(body)["bt_payload"]).decode()


@each_message
def test_message_is_recognised_by_its_own_inbox_alone(processor: str, name: str, body: bytes) -> None:
    scores = {who: recognise(body[:4096], name=name) for who, recognise in RECOGNISERS.items()}
    assert scores.pop(processor) >= 80
    assert not any(scores.values())


@each_message
def test_message_in_utf_16_reads_the_same(processor: str, name: str, body: bytes) -> None:
    wide = body.decode("utf-8-sig").encode("utf-16")
    assert read(processor, wide) == read(processor, body)
    assert RECOGNISERS[processor](wide[:8192], name=name) >= 80


@each_message
def test_cut_message_is_refused_with_words_and_never_raises(processor: str, name: str, body: bytes) -> None:
    for end in range(0, len(body), max(1, len(body) // 40)):
        for refusal in said(read(processor, body[:end])):
            assert_said(refusal)
    cut = read(processor, body[: len(body) // 2])
    assert cut.refused or name.endswith(".csv")


FOREIGN = {
    "checkout": b'{"id":"evt_1","type":"dispute_received","timestamp":"2026-01-01","data":{"id":"dsp_1","amount":1,"reason_code":"10.4"}}',
    "rapyd": b'{"id":"wh_1","type":"PAYMENT_DISPUTE_CREATED","data":{"id":"dispute_1","status":"ACT","dispute_category":"Fraud"}}',
    "payme": b"notify_type=sale-chargeback&payme_sale_id=S1&price=5000&currency=ILS&payme_signature=aa",
    "klarna": b'{"dispute_id":"d1","dispute_krn":"krn:1","reason":"RETURN","investigation_status":"open","deadline_expires_at":"2026"}',
    "shopify": b'{"id":1,"order_id":2,"type":"chargeback","reason":"fraudulent","network_reason_code":"10.4","evidence_due_by":"2026"}',
    "form": b"denial: {network: visa, amount: 1250.00, currency: ILS}\nclaim: x\n",
    "table": "תאריך,סכום,מטבע,סטטוס\n2026-01-01,10,ILS,פתוח\n".encode(),
    "xendit": b"dispute_id,payment_id,status,reason,payment_channel\nd1,p1,WON,FRAUD,CARDS\n",
    "nothing": b"",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}


@pytest.mark.parametrize("body", FOREIGN.values(), ids=list(FOREIGN))
def test_foreign_files_are_claimed_by_nobody(body: bytes) -> None:
    assert not any(recognise(body, name="stripe-adyen-paypal-square-braintree.json") for recognise in RECOGNISERS.values())


@pytest.mark.parametrize("body", FOREIGN.values(), ids=list(FOREIGN))
@pytest.mark.parametrize("processor", READERS)
def test_foreign_files_are_refused_in_words(processor: str, body: bytes) -> None:
    reading = read(processor, body, file="strange.bin")
    assert not reading.incoming
    assert reading.refused
    for refusal in reading.refused:
        assert refusal.file == "strange.bin"
        assert_said(refusal)


def leaves(value: Any, put: Callable[[Any], Any]) -> Iterator[Callable[[Any], Any]]:
    """For each place in a JSON value, a function that gives the whole value with something else in that place."""
    yield put
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:

        def put_inner(new: Any, key: Any = key, value: Any = value) -> Any:
            copied = dict(value) if isinstance(value, dict) else list(value)
            copied[key] = new
            return put(copied)

        yield from leaves(inner, put_inner)


@pytest.mark.parametrize(("processor", "name", "body"), JSON_MESSAGES, ids=[f"{p}:{n}" for p, n, _ in JSON_MESSAGES])
def test_wrong_types_in_any_place_never_raise(processor: str, name: str, body: bytes) -> None:
    places = list(leaves(json.loads(body), lambda new: new))
    for n, put in enumerate(places):
        for odd in ODD[n % 3 :: 3]:
            for refusal in said(read(processor, json.dumps(put(odd)).encode())):
                assert_said(refusal)


@pytest.mark.parametrize(("processor", "name", "body"), JSON_MESSAGES, ids=[f"{p}:{n}" for p, n, _ in JSON_MESSAGES])
def test_card_numbers_and_hidden_directions_are_kept_nowhere(processor: str, name: str, body: bytes) -> None:
    original = json.loads(body)
    for put in leaves(original, lambda new: new):
        taken = repr(read(processor, json.dumps(put(f"\u202eabc\x00 {CARD}\u2066")).encode()))
        assert CARD not in taken
        assert CARD.replace(" ", "") not in taken
        assert not re.search(r"\\u202e|\\u2066|\\x00|\u202e|\x00|\u2066", taken)


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_bytes_changed_at_random_never_raise(data: st.DataObject) -> None:
    processor, name, body = data.draw(st.sampled_from(MESSAGES))
    changed = bytearray(body)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        upto = min(len(changed), at + data.draw(st.integers(0, 12)))
        changed[at:upto] = data.draw(st.binary(max_size=8) | st.sampled_from([b'"', b"}", b"\xff\xfe", b"\x00", b"NaN", b"-0", b"\\ud800"]))
    for who in READERS:
        RECOGNISERS[who](bytes(changed[:2048]), name=name)
    for refusal in said(read(processor, bytes(changed))):
        assert_said(refusal)


UNKNOWN = {  # processor → a message of its with a status, a reason and a network that nobody has heard of
    "stripe": {
        "object": "dispute",
        "id": "dp_9",
        "amount": 5,
        "currency": "usd",
        "created": 1790000000,
        "status": "NEW-1",
        "reason": "NEW-2",
        "payment_method_details": {"type": "NEW-3", "NEW-3": {}},
    },
    "adyen": {
        "pspReference": "D1",
        "eventCode": "CHARGEBACK_NEW-1",
        "amount": {"value": 5, "currency": "USD"},
        "eventDate": "2026-07-01T12:00:00+02:00",
        "paymentMethod": "NEW-3",
        "reason": "NEW-2",
        "additionalData": {"disputeStatus": "NEW-1"},
    },
    "paypal": {
        "dispute_id": "PP-1",
        "status": "NEW-1",
        "reason": "NEW-2",
        "update_time": "2026-10-12T08:00:10.000Z",
        "dispute_channel": "INTERNAL",
        "dispute_life_cycle_stage": "NEW-3",
        "dispute_amount": {"currency_code": "USD", "value": "5.00"},
    },
    "square": {
        "id": "S1",
        "state": "NEW-1",
        "reason": "NEW-2",
        "card_brand": "NEW-3",
        "updated_at": "2026-10-12T08:00:10.000Z",
        "amount_money": {"amount": 5, "currency": "USD"},
    },
}


@pytest.mark.parametrize(("processor", "body"), UNKNOWN.items(), ids=list(UNKNOWN))
def test_unknown_words_are_kept_raw_and_shown_to_a_person(processor: str, body: dict[str, Any]) -> None:
    reading = read(processor, json.dumps(body).encode())
    (incoming,) = reading.incoming
    denial = incoming.denial
    assert denial.says is Says.UNKNOWN
    assert (denial.status_raw, denial.reason_raw, denial.reason) == ("NEW-1", "NEW-2", "")
    assert "intake.unknown_status" in {note.code for note in reading.notes}
    for note in reading.notes:
        assert_said(note)


def test_unknown_words_of_xml_are_kept_raw_too() -> None:
    body = (
        b"<dispute><id>d</id><amount>5.00</amount><currency-iso-code>USD</currency-iso-code><status>NEW-1</status>"
        b"<reason>NEW-2</reason><kind>NEW-4</kind><transaction><payment-instrument-subtype>NEW-3</payment-instrument-subtype></transaction></dispute>"
    )
    reading = read("braintree", body)
    (incoming,) = reading.incoming
    assert (incoming.denial.says, incoming.denial.status_raw) == (Says.UNKNOWN, "NEW-1")
    assert (incoming.denial.reason_raw, incoming.denial.network_raw) == ("NEW-2", "NEW-3")
    codes = {note.code for note in reading.notes}
    assert codes == {"intake.unknown_status", "intake.unknown_reason", "intake.unknown_network", "intake.time_missing"}


NASTY = {
    "deep list": b"[" * 100_000,
    "deep objects": b'{"object":' * 100_000,
    "deep but closed": b'{"data":' * 900 + b"1" + b"}" * 900,
    "deep xml": b"<a>" * 50_000,
    "endless integer": b'{"id":"dp_1","object":"dispute","amount":' + b"9" * 10_000 + b',"currency":"usd"}',
    "endless exponent": b'{"id":"dp_1","object":"dispute","amount":1e99999999999,"currency":"usd"}',
    "not a number": b'{"id":"dp_1","object":"dispute","amount":NaN,"currency":"usd"}',
    "entity bomb": b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><dispute><id>&b;</id></dispute>',
    "outside entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><dispute><id>&x;</id></dispute>',
    "only nulls": b"\x00" * 1000,
    "only a mark": b"\xef\xbb\xbf",
    "half a character": b'{"id":"\xc3',
}


@pytest.mark.parametrize("body", NASTY.values(), ids=list(NASTY))
@pytest.mark.parametrize("processor", READERS)
def test_hostile_files_are_refused_in_words(processor: str, body: bytes) -> None:
    reading = read(processor, body)
    assert not reading.incoming
    for refusal in reading.refused:
        assert_said(refusal)
    assert reading.refused


@pytest.mark.parametrize(("processor", "name", "body"), JSON_MESSAGES, ids=[f"{p}:{n}" for p, n, _ in JSON_MESSAGES])
def test_note_of_ten_megabytes_costs_no_dispute(processor: str, name: str, body: bytes) -> None:
    plain = read(processor, body)
    value = json.loads(body)
    if not isinstance(value, dict):
        return
    long = read(processor, json.dumps(value | {"note": "הערה ארוכה " * 500_000}).encode())
    assert [one.denial for one in long.incoming] == [one.denial for one in plain.incoming]


def test_a_key_that_stands_twice_counts_as_the_last_one() -> None:
    body = b'{"object":"dispute","id":"dp_1","id":"dp_2","amount":5,"amount":7,"currency":"usd","status":"won"}'
    (incoming,) = read("stripe", body).incoming
    assert (incoming.denial.ref, incoming.denial.amount.minor) == ("dp_2", 7)


@pytest.mark.parametrize(("processor", "name", "body"), MESSAGES, ids=NAMES)
def test_file_name_is_told_with_each_refusal(processor: str, name: str, body: bytes) -> None:
    cut = READERS[processor](body[: len(body) // 3], context=replace(context(), file="מחלוקת.json"))
    assert {refusal.file for refusal in cut.refused} <= {"מחלוקת.json"}


def assert_said(refusal: Refusal) -> None:
    """The code has a sentence in both languages, and no gap of it is left open."""
    for language in Language:
        sentence = say(Reason(refusal.code, values=refusal.values), language)
        assert sentence != refusal.code
        assert not re.search(r"\{[a-z]+\}", sentence), sentence
