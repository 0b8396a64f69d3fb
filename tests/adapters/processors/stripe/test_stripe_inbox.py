"""Stripe's messages, field by field."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from given import NOW, organisation
from inboxes import SIGNED_AT, body, loaded, one, read
from yosher.adapters.processors.stripe import shapes
from yosher.adapters.processors.stripe.inbox import recognise
from yosher.cases.model import Due, Says
from yosher.desk.ports import SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty
from yosher.kernel.words import Network, Phase
from yosher.rulebook.conflicts import conflicts_for

ENVELOPE = loaded("stripe", "signed-webhook.json")


def dispute(**changes: Any) -> dict[str, Any]:
    return loaded("stripe", "dispute.json") | changes


def event(kind: str, thing: dict[str, Any], **data: Any) -> dict[str, Any]:
    return {"object": "event", "id": "evt_2", "type": kind, "created": 1790000000, "data": {"object": thing} | data}


def test_published_dispute_field_by_field() -> None:
    found = one("stripe", dispute())
    assert found.ref == "dp_1Pgc71B7WZ01zgkWMevJiAUx"
    assert found.says is Says.OPENED
    assert (found.network, found.network_raw, found.code) == (Network.VISA, "visa", "10.4")
    assert found.amount == Money(1000, "USD")
    assert found.phase is Phase.INQUIRY
    assert found.happened.at == datetime(2009, 2, 13, 23, 31, 30, tzinfo=UTC)
    assert found.due.by is Due.PROCESSOR
    assert found.due.at == datetime(2024, 8, 14, 23, 59, 59, tzinfo=UTC)
    assert (found.payment_ref, found.transaction.id) == ("ch_1PgafuB7WZ01zgkWXYmPNZs8", "ch_1PgafuB7WZ01zgkWXYmPNZs8")
    assert (found.reason, found.reason_raw, found.status_raw) == ("general", "general", "warning_needs_response")


STATUSES = [
    ("warning_needs_response", Says.OPENED, Phase.INQUIRY),
    ("warning_under_review", Says.UNDER_REVIEW, Phase.INQUIRY),
    ("warning_closed", Says.CLOSED, Phase.INQUIRY),
    ("needs_response", Says.OPENED, Phase.FIRST_CHARGEBACK),
    ("under_review", Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK),
    ("appeal_needs_response", Says.OPENED, Phase.PRE_ARBITRATION),
    ("appeal_under_review", Says.UNDER_REVIEW, Phase.PRE_ARBITRATION),
    ("won", Says.WON, Phase.FIRST_CHARGEBACK),
    ("lost", Says.LOST, Phase.FIRST_CHARGEBACK),
    ("prevented", Says.PREVENTED, Phase.FIRST_CHARGEBACK),
    ("charge_refunded", Says.REFUNDED, Phase.FIRST_CHARGEBACK),
]


@pytest.mark.parametrize(("status", "says", "phase"), STATUSES)
def test_status_in_our_words(status: str, says: Says, phase: Phase) -> None:
    found = one("stripe", dispute(status=status, payment_method_details=None))
    assert (found.says, found.phase, found.status_raw) == (says, phase, status)


def test_every_published_word_is_known() -> None:
    enums = loaded("stripe", "enums-2026-10.json")
    assert set(enums["status"]) | set(enums["status_legacy"]) == set(shapes.STATUS) == {status for status, _, _ in STATUSES}
    assert set(enums["reason"]) == set(shapes.REASON)
    assert set(enums["card_case_type"]) == set(shapes.CASE_TYPE)
    assert all(kind.startswith((shapes.DISPUTE_EVENTS, shapes.FRAUD_EVENTS)) for kind in enums["webhooks"])


@pytest.mark.parametrize(("case_type", "phase"), shapes.CASE_TYPE.items())
def test_case_type_tells_the_phase(case_type: str, phase: Phase) -> None:
    card = {"type": "card", "card": {"brand": "mastercard", "case_type": case_type}}
    assert one("stripe", dispute(status="lost", payment_method_details=card)).phase is phase


@pytest.mark.parametrize(
    ("method", "network", "raw", "code"),
    [
        ({"type": "card", "card": {"brand": "amex", "network_reason_code": " C08 "}}, Network.AMEX, "amex", "C08"),
        ({"type": "card", "card": {"brand": "visa", "network": "cartes_bancaires"}}, Network.OTHER, "cartes_bancaires", None),
        ({"type": "paypal", "paypal": {"case_id": "PP-1", "reason_code": "UNAUTHORISED"}}, Network.PAYPAL, "paypal", "UNAUTHORISED"),
        ({"type": "klarna", "klarna": {"reason_code": "RETURN"}}, Network.KLARNA, "klarna", "RETURN"),
        ({"type": "amazon_pay", "amazon_pay": {"dispute_type": "chargeback"}}, Network.OTHER, "amazon_pay", None),
        (None, Network.OTHER, "", None),
    ],
)
def test_payment_method_tells_network_and_code(method: Any, network: Network, raw: str, code: str | None) -> None:
    found = one("stripe", dispute(payment_method_details=method))
    assert (found.network, found.network_raw, found.code) == (network, raw, code)


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [
        (1000, "usd", Money(1000, "USD")),
        (5000, "jpy", Money(5000, "JPY")),
        (12340, "kwd", Money(12340, "KWD")),
        (1000, "mga", Money(100000, "MGA")),  # whole ariary for Stripe, two decimals by ISO
        (150000, "isk", Money(1500, "ISK")),  # two decimals for Stripe, none by ISO
        (0, "ils", Money(0, "ILS")),
    ],
)
def test_amount_in_the_processors_unit_becomes_isos_unit(amount: int, currency: str, money: Money) -> None:
    assert one("stripe", dispute(amount=amount, currency=currency)).amount == money


def test_unit_on_which_sources_disagree_is_read_with_a_note_of_both() -> None:
    reading = read("stripe", dispute(amount=500000, currency="ugx"))
    assert reading.incoming[0].denial.amount == Money(5000, "UGX")
    (note,) = reading.notes
    assert (note.code, note.values) == ("intake.unit_doubtful", {"read": Money(5000, "UGX"), "other": Money(500000, "UGX")})


def test_unit_on_which_sources_disagree_is_certain_where_only_one_reading_is_possible() -> None:
    reading = read("stripe", dispute(amount=512345, currency="ugx"))
    assert (reading.incoming[0].denial.amount, reading.notes) == (Money(512345, "UGX"), ())


def test_doubtful_units_are_those_of_the_rulebooks_conflicts() -> None:
    found = {c.code: int(c.value_a) for c in conflicts_for("stripe", field="currency_exponent") if c.scope == "stripe"}
    assert found == dict(shapes.DIGITS_DOUBTFUL)


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        ({"currency": "zzz"}, "intake.unknown_currency", {"currency": "ZZZ"}),
        ({"currency": None}, "intake.currency_missing", {"field": "currency"}),
        ({"currency": ["usd"]}, "intake.wrong_type", {"field": "currency"}),
        ({"amount": None}, "intake.amount_missing", {}),
        ({"amount": {"value": 5}}, "intake.wrong_type", {"field": "amount"}),
        ({"amount": True}, "intake.wrong_type", {"field": "amount"}),
        ({"amount": 10.5}, "intake.amount_unreadable", {"amount": "10.5"}),
        ({"amount": -5}, "intake.amount_unreadable", {"amount": "-5"}),
        ({"amount": 10**20}, "intake.amount_unreadable", {"amount": "100000000000000000000"}),
        ({"amount": "ten"}, "intake.amount_unreadable", {"amount": "ten"}),
        ({"amount": 123, "currency": "isk"}, "intake.amount_unreadable", {"amount": "123"}),
        ({"id": ""}, "intake.no_reference", {"field": "id"}),
        ({"id": ["dp_1"]}, "intake.no_reference", {"field": "id"}),
        ({"object": "issuing.dispute"}, "intake.no_dispute_in_it", {"found": "issuing.dispute"}),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(changes: dict[str, Any], code: str, values: dict[str, Any]) -> None:
    reading = read("stripe", dispute(**changes))
    (refusal,) = reading.refused
    assert not reading.incoming
    assert (refusal.code, dict(refusal.values), refusal.file, refusal.row) == (code, values, "in.json", None)


@pytest.mark.parametrize("none", [0, None, ""])
@pytest.mark.parametrize(
    ("status", "by"),
    [
        ("needs_response", Due.NO_ANSWER_POSSIBLE),
        ("warning_needs_response", Due.NO_ANSWER_POSSIBLE),
        ("warning_closed", Due.NOT_STATED),
        ("under_review", Due.NOT_STATED),
        ("won", Due.NOT_STATED),
    ],
)
def test_no_due_date_means_no_answer_only_where_one_is_needed(none: Any, status: str, by: Due) -> None:
    found = one("stripe", dispute(status=status, evidence_details={"due_by": none}))
    assert (found.due.by, found.due.at) == (by, None)


def test_absent_due_date_says_nothing() -> None:
    assert one("stripe", dispute(evidence_details={"has_evidence": False})).due.by is Due.NOT_STATED
    assert one("stripe", dispute(evidence_details=None)).due.by is Due.NOT_STATED


@pytest.mark.parametrize("due", ["soon", -5, 10**15, [1]])
def test_due_date_that_cannot_be_read_is_noted_not_lost(due: Any) -> None:
    reading = read("stripe", dispute(evidence_details={"due_by": due}))
    assert reading.incoming[0].denial.due.by is Due.NOT_STATED
    assert [note.code for note in reading.notes] == ["intake.due_unreadable"]


@pytest.mark.parametrize(
    ("kind", "status", "previous", "says"),
    [
        ("charge.dispute.created", "needs_response", None, Says.OPENED),
        ("charge.dispute.updated", "needs_response", {"evidence": {}}, Says.UPDATED),
        ("charge.dispute.updated", "needs_response", {"status": "warning_needs_response"}, Says.OPENED),
        ("charge.dispute.updated", "under_review", {"status": "needs_response"}, Says.UNDER_REVIEW),
        ("charge.dispute.closed", "lost", None, Says.LOST),
        ("charge.dispute.closed", "warning_closed", None, Says.CLOSED),
        ("charge.dispute.funds_withdrawn", "needs_response", None, Says.UPDATED),
        ("charge.dispute.funds_reinstated", "won", None, Says.WON),
        ("charge.dispute.something_new", "needs_response", None, Says.OPENED),
    ],
)
def test_event_and_status_together(kind: str, status: str, previous: dict[str, Any] | None, says: Says) -> None:
    data = {} if previous is None else {"previous_attributes": previous}
    found = one("stripe", event(kind, dispute(status=status), **data))
    assert found.says is says
    assert found.happened.at == SIGNED_AT


def test_early_fraud_warning_is_information_and_joins_by_its_charge() -> None:
    reading = read("stripe", event("radar.early_fraud_warning.created", loaded("stripe", "radar.early_fraud_warning.json")))
    found = reading.incoming[0].denial
    assert (found.says, found.phase, found.due.by) == (Says.FRAUD_REPORT, Phase.ALERT, Due.NOT_STATED)
    assert (found.payment_ref, found.reason, found.reason_raw) == ("ch_1234", "fraudulent", "misc")
    assert found.amount == Money(0, "ILS")
    assert [note.code for note in reading.notes] == ["intake.amount_not_stated"]


def test_early_fraud_warning_takes_the_sum_of_its_expanded_charge() -> None:
    charge = {
        "id": "ch_1234",
        "amount": 2500,
        "currency": "eur",
        "created": 1789000000,
        "customer": "cus_9",
        "billing_details": {"name": "דנה \u202eלוי", "email": "dana@example.com"},
        "metadata": {"order_id": "A-77"},
        "payment_method_details": {"card": {"brand": "visa", "last4": "4242", "three_d_secure": {"result": "authenticated"}}},
    }
    reading = read("stripe", loaded("stripe", "radar.early_fraud_warning.json") | {"charge": charge})
    found = reading.incoming[0].denial
    assert (found.amount, found.network, reading.notes) == (Money(2500, "EUR"), Network.VISA, ())
    assert (found.payment_ref, found.transaction.order, found.transaction.last4) == ("ch_1234", "A-77", "4242")
    assert found.transaction.authenticated is True
    assert (found.customer.ref, found.customer.name, found.customer.email) == ("cus_9", "דנה לוי", "dana@example.com")


def test_list_of_the_api_keeps_the_good_and_numbers_the_bad() -> None:
    listed = {"object": "list", "data": [dispute(), {"object": "refund"}, 5, dispute(id="dp_2", status="won")]}
    reading = read("stripe", listed)
    assert [one.denial.ref for one in reading.incoming] == ["dp_1Pgc71B7WZ01zgkWMevJiAUx", "dp_2"]
    assert [(refusal.row, refusal.values["found"]) for refusal in reading.refused] == [(2, "refund"), (3, "–")]


def test_empty_list_of_the_api_says_that_nothing_is_in_it() -> None:
    assert [refusal.code for refusal in read("stripe", {"object": "list", "data": []}).refused] == ["intake.no_dispute_in_it"]


def test_charge_with_its_dispute_inside() -> None:
    found = one("stripe", {"object": "charge", "id": "ch_7", "amount": 5000, "currency": "usd", "dispute": dispute(charge="ch_7")})
    assert (found.payment_ref, found.transaction.amount) == ("ch_7", Money(5000, "USD"))


def test_time_of_a_finished_dispute_is_its_last_booking_and_only_about() -> None:
    found = one("stripe", dispute(status="won", balance_transactions=[{"created": 1790000000}, {"created": "x"}]))
    assert (found.happened.at, found.happened.certainty) == (SIGNED_AT, Certainty.ABOUT)


@pytest.mark.parametrize("name", ["charge.dispute.closed.json", "charge.dispute.created.json", "charge.dispute.updated.json"])
def test_recipe_of_the_command_line_tool_is_no_message(name: str) -> None:
    recipe = body("stripe", f"stripe-cli/{name}")
    assert recognise(recipe, name=name) == 0
    assert [refusal.code for refusal in read("stripe", recipe).refused] == ["intake.no_dispute_in_it"]


# -- the signature ------------------------------------------------------------------------------------------------


def signed(**changes: Any) -> Any:
    plain: dict[str, Any] = {"signature": ENVELOPE["header"], "secret": ENVELOPE["secret"], "now": SIGNED_AT}
    return one("stripe", ENVELOPE["body"].encode(), **(plain | changes))


@pytest.mark.parametrize("age", [-3600, 0, 299, 300])
def test_signature_in_time_confirms(age: int) -> None:
    assert signed(now=SIGNED_AT + timedelta(seconds=age)).confirmed


@pytest.mark.parametrize("age", [301, 10**7])
def test_signature_that_is_too_old_is_refused_as_such(age: int) -> None:
    with pytest.raises(SignatureWrong) as refused:
        signed(now=SIGNED_AT + timedelta(seconds=age))
    assert refused.value.reason.code == "intake.signature_expired"


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "whsec_other"},
        {"signature": ENVELOPE["header"].replace("v1=7a", "v1=7b")},
        {"signature": ENVELOPE["header"].replace("t=1790000000", "t=1790000001")},
        {"signature": ENVELOPE["header"].replace("v1=", "v0=")},
        {"signature": "v1=00"},
        {"signature": "t=x,v1=00"},
        {"signature": "t=" + "9" * 5000 + ",v1=00"},
    ],
)
def test_signature_that_does_not_fit_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(SignatureWrong) as refused:
        signed(**changes)
    assert refused.value.reason.code == "intake.signature_wrong"


def test_changed_body_is_refused() -> None:
    changed = ENVELOPE["body"].replace('"amount": 1000', '"amount": 9000').encode()
    with pytest.raises(SignatureWrong):
        read("stripe", changed, signature=ENVELOPE["header"], secret=ENVELOPE["secret"], now=SIGNED_AT)


def test_one_of_several_signatures_is_enough_and_blanks_do_not_matter() -> None:
    time, good = ENVELOPE["header"].split(",")
    assert signed(signature=f"Stripe-Signature: {time}, v1=00, {good}, v0=11", secret=ENVELOPE["secret"] + "\n").confirmed


# -- the export ---------------------------------------------------------------------------------------------------


def test_export_of_disputes_field_by_field() -> None:
    reading = read("stripe", body("stripe", "disputes-export.csv"))
    first, second, third = (incoming.denial for incoming in reading.incoming)
    assert reading.refused == reading.notes == ()
    assert (first.ref, first.payment_ref, first.says) == ("dp_1QAAexport0000001", "ch_3QAA0001", Says.OPENED)
    assert (first.amount, first.reason, first.reason_raw) == (Money(123450, "ILS"), "product_not_received", "Product not received")
    assert first.happened.at == datetime(2026, 11, 1, 14, 33, tzinfo=UTC)
    assert first.due.at == datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    assert (first.customer.email, first.network) == ("dana@example.com", Network.VISA)
    assert (second.amount, second.says, second.network) == (Money(5000, "JPY"), Says.UNDER_REVIEW, Network.MASTERCARD)
    assert (third.says, third.due.by, third.network) == (Says.WON, Due.NOT_STATED, Network.AMEX)


def test_export_of_payments_gives_the_disputed_sum_of_the_disputed_rows_only() -> None:
    found = one("stripe", body("stripe", "payments-export.csv"))
    assert (found.ref, found.payment_ref) == ("ch_3QBB0001", "ch_3QBB0001")
    assert (found.amount, found.transaction.amount) == (Money(4000, "EUR"), Money(10000, "EUR"))
    assert (found.transaction.last4, found.status_raw) == ("4242", "needs_response")


def export(*rows: str, header: str = "id,Dispute Created (UTC),Charge ID,Amount,Currency,Status,Due by (UTC)") -> bytes:
    return "\n".join((header, *rows)).encode()


def test_one_bad_row_is_refused_with_its_line_and_the_rest_goes_in() -> None:
    rows = [f"dp_{n:08},2026-11-01,ch_{n},10.00,usd,Needs response," for n in range(50)]
    rows[20] = 'dp_bad,2026-11-01,ch_x,"1.2.3",usd,Lost,'
    reading = read("stripe", export(*rows))
    assert len(reading.incoming) == 49
    assert [(refusal.row, refusal.code) for refusal in reading.refused] == [(22, "intake.amount_unreadable")]


def test_times_without_utc_in_the_header_are_the_organisations() -> None:
    header = "Dispute ID;Created;Amount;Currency;Status;Due by"
    found = one("stripe", export("dp_1;13/11/2026 09:30;12,50;eur;inquiry: needs response;20/11/2026", header=header))
    zone = organisation().tz
    assert found.happened.at == datetime(2026, 11, 13, 9, 30, tzinfo=zone)
    assert found.due.at == datetime(2026, 11, 20, 23, 59, 59, tzinfo=zone)
    assert (found.due.day_only, found.amount, found.phase) == (True, Money(1250, "EUR"), Phase.INQUIRY)


def test_columns_that_are_missing_are_named() -> None:
    reading = read("stripe", export("dp_1,2026-11-01,Lost", header="id,Dispute Created (UTC),Status"))
    assert [(refusal.code, refusal.values["columns"]) for refusal in reading.refused] == [
        ("intake.columns_missing", "disputed amount, disputed currency")
    ]


def test_several_rows_of_one_dispute_are_several_messages_of_one_ref() -> None:
    rows = ["dp_1,2026-11-01,ch_1,10.00,usd,Needs response,2026-11-20", "dp_1,2026-11-09,ch_1,10.00,usd,Won,"]
    found = [incoming.denial for incoming in read("stripe", export(*rows)).incoming]
    assert {denial.ref for denial in found} == {"dp_1"}
    assert [denial.says for denial in found] == [Says.OPENED, Says.WON]
    assert found[0].id != found[1].id


def test_note_of_ten_megabytes_in_a_cell_costs_no_row() -> None:
    header = "id,Amount,Currency,Status,Due by (UTC),Notes"
    rows = [f'dp_1,10.00,usd,Lost,,"{"x, " * 3_500_000}"', "dp_2,10.00,usd,Lost,,"]
    assert [incoming.denial.ref for incoming in read("stripe", export(*rows, header=header)).incoming] == ["dp_1", "dp_2"]


def test_body_that_is_json_of_something_else_names_it() -> None:
    reading = read("stripe", json.dumps({"object": "event", "type": "charge.succeeded", "data": {}}).encode(), now=NOW)
    assert reading.refused[0].values == {"found": "charge.succeeded"}
