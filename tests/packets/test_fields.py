"""The forms: their fields exist, what goes in is known, and nothing is cut silently."""

from typing import Any

import pytest

import given
import given_packet as g
from yosher.bootstrap.forms import FORMS
from yosher.cases.model import Goods
from yosher.kernel.words import GoodsKind
from yosher.packets.compose import compose
from yosher.packets.fields import GENERIC, FieldMap
from yosher.packets.material import Material
from yosher.packets.model import FieldValue
from yosher.packets.texts import TEXTS
from yosher.phrases.catalogue import vocabulary

# The 18 text and 9 file fields of Stripe's evidence (SDK 16.1.0).
STRIPE_TEXTS = {
    "access_activity_log", "billing_address", "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_email_address",
    "customer_name", "customer_purchase_ip", "duplicate_charge_explanation", "duplicate_charge_id", "product_description",
    "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "shipping_address", "shipping_carrier",
    "shipping_date", "shipping_tracking_number", "uncategorized_text",
}  # fmt: skip
STRIPE_FILES = {
    "cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation", "receipt",
    "refund_policy", "service_documentation", "shipping_documentation", "uncategorized_file",
}  # fmt: skip
SQUARE = {
    "GENERIC_EVIDENCE", "ONLINE_OR_APP_ACCESS_LOG", "AUTHORIZATION_DOCUMENTATION", "CANCELLATION_OR_REFUND_DOCUMENTATION",
    "CARDHOLDER_COMMUNICATION", "CARDHOLDER_INFORMATION", "PURCHASE_ACKNOWLEDGEMENT", "DUPLICATE_CHARGE_DOCUMENTATION",
    "PRODUCT_OR_SERVICE_DESCRIPTION", "RECEIPT", "SERVICE_RECEIVED_DOCUMENTATION", "PROOF_OF_DELIVERY_DOCUMENTATION",
    "RELATED_TRANSACTION_DOCUMENTATION", "REBUTTAL_EXPLANATION", "TRACKING_NUMBER",
}  # fmt: skip


def names(form: FieldMap) -> tuple[set[str], set[str]]:
    texts = {*form.texts, *form.explains, form.letter} - {""}
    return texts, {*form.files, form.answer, form.rest} - {""}


def test_stripes_form_is_filled_whole() -> None:
    assert names(FORMS["stripe"]) == (STRIPE_TEXTS, STRIPE_FILES)


def test_squares_fields_are_squares() -> None:
    texts, files = names(FORMS["square"])
    assert texts | files <= SQUARE


def test_checkouts_seven_pairs_are_pairs() -> None:
    texts, files = names(FORMS["checkout"])
    assert len(files) == 7
    assert {name.removesuffix("_file") for name in files} == {name.removesuffix("_text") for name in texts if name.endswith("_text")}


@pytest.mark.parametrize("form", [*FORMS.values(), GENERIC], ids=lambda form: form.processor or "generic")
def test_a_form_names_kinds_of_evidence_and_texts_that_exist(form: FieldMap) -> None:
    kinds = {kind for table in (form.files, form.explains) for wanted in table.values() for kind in wanted}
    assert {kind for kind in kinds if ("evidence", kind) not in vocabulary()} == set()
    assert set(form.texts.values()) <= set(TEXTS)
    assert form.answer, "answer.pdf goes in somewhere"


def fields(form: FieldMap, it: Any) -> dict[str, FieldValue]:
    return {value.name: value for value in compose(it, field_map=form).fields}


def test_a_delivery_fills_the_carriers_fields_and_the_letter() -> None:
    found = fields(FORMS["stripe"], g.delivered())
    assert found["shipping_carrier"].text == "Cascade Freight"
    assert found["shipping_tracking_number"].text == "GX-40-2281-77"
    assert found["shipping_date"].text == "2026-05-04"
    assert found["shipping_address"].text == "418 Alder Court, Portland"
    assert found["customer_purchase_ip"].text == "198.51.100.7"
    assert found["product_description"].text == "Oak desk, 140 cm"
    assert "(Exhibit A)" in found["uncategorized_text"].text
    assert found["uncategorized_file"].answer


def test_what_is_not_known_leaves_its_field_out() -> None:
    found = fields(FORMS["stripe"], g.delivered(records_=[g.shipment(carrier="")]))
    assert "shipping_carrier" not in found
    assert "duplicate_charge_id" not in found
    assert "service_documentation" not in found


def test_the_other_payment_of_a_double_charge_is_named_as_the_processor_names_it() -> None:
    denied, other = g.payment(), g.payment(id="ch_other")
    denial = {"code": "12.6.1", "transaction": g.Transaction(id=denied.number, order="HP-20418")}
    it = g.delivered(denial_=denial, records_=[other, denied, g.order()])
    assert FORMS["stripe"].texts["duplicate_charge_id"] == "other_payment"
    assert TEXTS["other_payment"](it.case, it.timeline) == "ch_other"


def test_a_log_explains_the_access_field_with_its_exhibit() -> None:
    found = fields(FORMS["stripe"], g.authenticated())
    assert found["access_activity_log"].text.endswith("(Exhibit C)")
    assert found["access_activity_log"].summary == "See the file answer.pdf, exhibits C."


def test_a_file_goes_into_the_field_of_its_kind_and_a_record_only_into_the_answer() -> None:
    files = g.Files()
    note = files.exhibit("signed_delivery_confirmation", "note.pdf", b"%PDF-1.7")
    found = fields(FORMS["stripe"], g.delivered(exhibits=(note,)))
    assert [value.name for value in found.values() if note.id in value.exhibits] == ["customer_signature"]
    assert "receipt" not in found


def test_exhibits_that_no_field_takes_go_to_the_rest_where_a_form_has_one() -> None:
    files = g.Files()
    note = files.exhibit("signed_delivery_confirmation", "note.pdf", b"%PDF-1.7")
    found = fields(FieldMap("x", rest="more"), g.delivered(exhibits=(note,)))
    assert found["more"].exhibits == (note.id,)


def test_the_letters_summary_is_shorter_and_names_the_file() -> None:
    letter = fields(GENERIC, g.delivered("he"))["letter"]
    assert len(letter.summary) < len(letter.text)
    assert "answer.pdf" in letter.summary


def test_hebrew_fields_are_hebrew() -> None:
    letter = fields(GENERIC, g.delivered("he"))["letter"]
    assert "(מוצג א׳)" in letter.text


def lamp(*extra: Any, **changes: Any) -> Material:
    logins = [given.record("logins", "2026-05-07T10:00", id="l1", customer="c-30917", at="2026-05-07T10:00:00Z", action="login"), *extra]
    return g.material("en", **({"denial_": {"goods": Goods(None, "Oak lamp")}, "records_": [g.order(goods=""), *logins]} | changes))


def test_a_login_hands_nothing_over_where_the_goods_may_be_a_lamp() -> None:
    packet = compose(lamp(), field_map=FORMS["stripe"])
    assert [element.key for element in packet.letter.elements] == ["not_received.promise"]
    assert [page.kind for page in packet.exhibits] == ["order_confirmation"]


def test_goods_that_may_be_physical_have_no_service_date_and_a_claim_of_not_received_no_rebuttal_of_cancelling() -> None:
    shipped = compose(lamp(g.shipment()), field_map=FORMS["stripe"])
    digital = compose(lamp(denial_={"goods": Goods(GoodsKind.DIGITAL, "Course")}), field_map=FORMS["stripe"])
    named = {field.name: field.text for field in digital.fields}
    assert "service_date" not in {field.name for field in shipped.fields}
    assert named["service_date"] == "2026-05-07"
    assert "access_activity_log" in named
    assert "cancellation_rebuttal" not in named
