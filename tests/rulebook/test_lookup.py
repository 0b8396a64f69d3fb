"""Lookup by every dimension; an unlisted code never crashes and never looks certain."""

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.kernel.money import Money
from yosher.kernel.words import ClaimFamily, Confidence, GoodsKind, Language, NeedLevel, Network, Phase
from yosher.rulebook.costs import all_fees, fees_for, fees_listed, prior_for
from yosher.rulebook.law import is_stale, legal, legal_pack, programme, programmes, recording_rule
from yosher.rulebook.lookup import rule_for, rules
from yosher.rulebook.needs import needs_for
from yosher.rulebook.receivers import exponent, language_for_receiver, limits_for
from yosher.rulebook.records import holds_in
from yosher.rulebook.show import row, whole


@pytest.mark.parametrize(
    ("network", "code", "found"),
    [
        (Network.VISA, "13.1", "visa:13.1"),
        (Network.VISA, " 13.1 ", "visa:13.1"),
        (Network.VISA, "Visa 13.1", "visa:13.1"),
        (Network.MASTERCARD, "04837", "mastercard:4837"),
        (Network.MASTERCARD, " 4853", "mastercard:4853/umbrella"),
        (Network.AMEX, "c08", "amex:C08"),
        (Network.AMEX, "C08 (4554)", "amex:C08"),
        (Network.PAYPAL, "merchandise_or_service_not_received", "paypal:MERCHANDISE_OR_SERVICE_NOT_RECEIVED"),
        (Network.AMEX, "C08 (4553)", "amex:C08"),
        (Network.AMEX, "4", "amex:004"),  # a spreadsheet ate the zeros
        (Network.DISCOVER, "5", "discover:05"),
        (Network.MASTERCARD, "4853.0", "mastercard:4853/umbrella"),
        (Network.MASTERCARD, "MC-4837", "mastercard:4837"),
        (Network.MASTERCARD, "37", "mastercard:4837"),  # its twin on the single-message system
        (Network.VISA, "Reason code: 10.4", "visa:10.4"),
        (Network.VISA, "10.4 - Other Fraud - Card-Absent Environment", "visa:10.4"),
        (Network.VISA, "13.1: Merchandise/Services Not Received", "visa:13.1"),
        (Network.DISCOVER, "7030", "discover:UA02"),
        (Network.DISCOVER, "RM - Quality of goods", "discover:RM"),
        (Network.AMEX, "4573", "amex:4763"),
        (Network.VISA, "12.6", "visa:12.6"),
        (Network.VISA, "30", "visa:30"),
    ],
)
def test_a_code_is_found_as_people_write_it(network: Network, code: str, found: str) -> None:
    assert rule_for(network, code).id == found


@pytest.mark.parametrize("written", ["N/A", "the item IS broken", "IN transit", "see letter", "-", "10.4x", "C0"])
def test_a_word_is_not_taken_for_a_code(written: str) -> None:
    assert not rule_for(Network.DISCOVER, written).listed
    assert not rule_for(Network.VISA, written).listed


def test_a_code_that_was_split_in_two_is_read_as_either_and_requires_what_both_require() -> None:
    rule = rule_for(Network.VISA, "12.6")
    assert (rule.code, rule.family, rule.source.confidence) == ("12.6", ClaimFamily.DUPLICATE, Confidence.UNVERIFIED)
    assert rule.official_name == "Duplicate Processing / Paid by Other Means"
    assert {"separate_order_records", "payment_records_no_other_payment"} <= {n.evidence for n in rule.needs}
    assert not [n for n in rule.needs if n.level is NeedLevel.REQUIRED]


def test_visa_30_is_a_request_in_a_retrieval_and_a_dead_reason_elsewhere() -> None:
    assert rule_for(Network.VISA, "30", phase=Phase.RETRIEVAL).id == "visa:30-RR"
    assert rule_for(Network.VISA, "30", phase=Phase.FIRST_CHARGEBACK).id == "visa:30"


@pytest.mark.parametrize(
    ("code", "family", "sub"),
    [
        ("4853", ClaimFamily.NOT_AS_DESCRIBED, "not_as_described_or_defective"),  # the plainest of several
        ("4853", ClaimFamily.CREDIT_NOT_PROCESSED, "credit_not_processed"),  # the only one
        ("4853", ClaimFamily.CANCELLED, "umbrella"),  # a subscription, a room, a timeshare: what was sold must tell
        ("4834", ClaimFamily.DUPLICATE, "duplicate_or_paid_by_other_means"),
        ("4834", ClaimFamily.PROCESSING_ERROR, "umbrella"),
        ("4834", ClaimFamily.NOT_RECEIVED, "umbrella"),  # its only sub-reason is about cash machines
    ],
)
def test_the_claim_chooses_a_sub_reason_only_where_one_is_meant(code: str, family: ClaimFamily, sub: str) -> None:
    rule = rule_for(Network.MASTERCARD, code, claim_family=family)
    assert (rule.sub, rule.family) == (sub, family)
    assert rule.needs


def test_a_cancelled_purchase_and_a_cancelled_subscription_ask_for_different_papers() -> None:
    rule = rule_for(Network.MASTERCARD, "4853", claim_family=ClaimFamily.CANCELLED)
    bought, subscribed = (
        {n.evidence: n.level for n in needs_for(rule, goods=kind)} for kind in (GoodsKind.PHYSICAL, GoodsKind.SUBSCRIPTION)
    )
    assert bought["late_cancellation_log"] is NeedLevel.REQUIRED
    assert "subscription_agreement" not in bought
    assert subscribed["subscription_agreement"] is NeedLevel.REQUIRED
    assert "late_cancellation_log" not in subscribed


@pytest.mark.parametrize(("place", "sub"), [("IL", "umbrella"), ("FR", "failed_travel_merchant"), ("FR-75", "failed_travel_merchant")])
def test_a_sub_reason_of_a_region_is_meant_there_alone(place: str, sub: str) -> None:
    assert holds_in("europe", place) is (sub != "umbrella")
    named = rule_for(Network.MASTERCARD, "4853", sub="failed_travel_merchant", region=place)
    assert (named.sub, named.source.region) == (sub, "europe" if sub != "umbrella" else None)


@pytest.mark.parametrize(
    ("region", "place", "holds"),
    [("", "IL", True), ("us", None, True), ("us", "US-NY", True), ("us", "IL", False), ("international", "IL", True),
     ("international", "US", False), ("north_america", "CA-QC", True), ("eea", "GB", False), ("europe", "GB", True), ("eea", "eea", True)],
)  # fmt: skip
def test_a_region_is_its_countries(region: str, place: str | None, holds: bool) -> None:
    assert holds_in(region, place) is holds


@pytest.mark.parametrize("sub", ["No Show", " no_show ", "NO_SHOW"])
def test_a_sub_reason_is_found_as_people_write_it(sub: str) -> None:
    assert rule_for(Network.MASTERCARD, "4853", sub=sub).sub == "no_show"


def test_an_unknown_sub_reason_leaves_the_umbrella() -> None:
    rule = rule_for(Network.MASTERCARD, "4853", sub="something new")
    assert (rule.sub, rule.family) == ("umbrella", ClaimFamily.UNKNOWN)


def test_an_inquiry_keeps_its_own_needs_whatever_is_claimed() -> None:
    rule = rule_for(Network.VISA, "33", claim_family=ClaimFamily.NOT_ME)
    assert {n.evidence for n in rule.needs} >= {"transaction_receipt", "descriptor_explanation"}


def test_an_unlisted_fraud_code_does_not_ask_a_web_shop_for_chip_data() -> None:
    asked = {n.evidence for n in rule_for(Network.VISA, "99.9", claim_family=ClaimFamily.NOT_ME).needs}
    assert "three_ds_authentication_record" in asked
    assert "emv_chip_read_data" not in asked


def test_an_unlisted_processing_error_requires_nothing_that_only_one_error_would() -> None:
    rule = rule_for(Network.JCB, "x1", claim_family=ClaimFamily.PROCESSING_ERROR)
    assert rule.needs
    assert not [n for n in rule.needs if n.level is NeedLevel.REQUIRED]
    assert len({n.evidence for n in rule.needs}) == len(rule.needs)


def test_the_windows_of_an_unlisted_code_do_not_look_certain() -> None:
    rule = rule_for(Network.VISA, "99.9")
    assert {w.processor for w in rule.psp_windows} == {"adyen", "checkout", "solidgate", None}
    assert {w.source.confidence for w in rule.psp_windows} == {Confidence.UNVERIFIED}
    assert rule_for(Network.OTHER, None).psp_windows == ()


def test_a_processor_and_a_phase_keep_only_their_windows_on_the_rule() -> None:
    assert [w.processor for w in rule_for(Network.VISA, "13.1", processor="adyen").psp_windows] == ["adyen"]
    assert rule_for(Network.VISA, "13.1", phase=Phase.ARBITRATION).psp_windows == ()


def test_the_words_of_the_claim_choose_among_sub_reasons() -> None:
    rule = rule_for(Network.MASTERCARD, "4853", claim_family=ClaimFamily.NOT_RECEIVED)
    assert rule.sub == "goods_or_services_not_provided"
    assert rule.family is ClaimFamily.NOT_RECEIVED


def test_an_umbrella_code_alone_does_not_say_what_is_claimed() -> None:
    assert rule_for(Network.MASTERCARD, "4853").family is ClaimFamily.UNKNOWN


def test_a_code_of_many_reasons_is_taken_for_none_of_them_until_something_chooses() -> None:
    alone = rule_for(Network.MASTERCARD, "4834")
    assert alone.listed
    assert (alone.sub, alone.family, alone.needs) == ("umbrella", ClaimFamily.UNKNOWN, ())
    assert any(c.field == "meaning" for c in alone.conflicts)
    chosen = rule_for(Network.MASTERCARD, "4834", claim_family=ClaimFamily.AMOUNT_DIFFERS)
    assert chosen.family is ClaimFamily.AMOUNT_DIFFERS
    assert chosen.needs


def test_a_retired_code_asks_for_what_its_successor_asks() -> None:
    old, new = rule_for(Network.VISA, "30", on=date(2017, 1, 1)), rule_for(Network.VISA, "13.1")
    assert old.status == "obsolete"
    assert {n.evidence for n in old.needs} == {n.evidence for n in new.needs}


def test_an_unlisted_code_takes_the_needs_of_its_family_and_says_that_it_is_unlisted() -> None:
    rule = rule_for(Network.UNIONPAY, "4526", claim_family=ClaimFamily.NOT_RECEIVED)
    assert not rule.listed
    assert rule.status == "unlisted"
    assert rule.source.confidence is Confidence.UNVERIFIED
    assert any(n.evidence == "proof_of_delivery" for n in rule.needs)


@given(st.sampled_from(list(Network)), st.one_of(st.none(), st.text(max_size=30)), st.sampled_from([None, *ClaimFamily]))
@settings(max_examples=150)
def test_any_code_gets_a_rule_and_an_unlisted_one_is_never_sure(network: Network, code: str | None, family: ClaimFamily | None) -> None:
    rule = rule_for(network, code, claim_family=family)
    if not rule.listed:
        assert rule.source.confidence is Confidence.UNVERIFIED
        assert rule.status == "unlisted"
        assert rule.acquirer_days is None
    assert json.dumps(whole(rule))


def test_needs_are_cut_to_what_was_sold() -> None:
    rule = rule_for(Network.VISA, "13.1")
    physical, digital = (needs_for(rule, goods=kind) for kind in (GoodsKind.PHYSICAL, GoodsKind.DIGITAL))
    assert {n.evidence for n in physical} != {n.evidence for n in digital}
    assert any(n.evidence == "proof_of_delivery" and n.level is NeedLevel.REQUIRED for n in physical)


def test_the_worse_fee_and_threshold_are_taken() -> None:
    assert programme("VAMP", on=date(2026, 11, 22))["merchant_excessive_ratio"].value == "0.015"
    assert programme("VAMP", on=date(2025, 12, 1))["merchant_excessive_ratio"].value == "0.022"
    assert programme("VAMP", on=date(2026, 11, 22), region="CEMEA")["merchant_excessive_count"].value == "150"
    assert programme("VAMP")["fee_per_event"].value == "10"
    assert programme("CE3.0")["days_max_cautious"].value == "364"
    received = fees_for("stripe", Network.VISA, stage="first_chargeback", on=date(2026, 11, 22))
    assert [f.returned_when for f in received] == ["never"]


def test_fees_are_those_of_the_day() -> None:
    before = fees_for("stripe", Network.VISA, stage="first_chargeback", on=date(2025, 1, 1))
    assert [f.returned_when for f in before] == ["on a win"]


def test_the_smaller_limits_and_the_strictest_for_an_unknown_receiver() -> None:
    pages = [x.value for x in limits_for("stripe", Network.MASTERCARD) if x.kind == "pages"]
    assert min(v for v in pages if v) == 19
    unknown = limits_for(None, Network.MASTERCARD)
    assert min(x.value for x in unknown if x.kind == "bytes_total" and x.value) == 14_500_000


@pytest.mark.parametrize(
    ("receiver", "country", "case", "language"),
    [
        ("adyen", "IL", Language.HE, Language.EN),
        ("stripe", "IL", Language.HE, Language.EN),
        ("isracard", "IL", Language.EN, Language.HE),
        ("acquirer", "IL", Language.HE, Language.HE),
        ("acquirer", "GB", Language.HE, Language.EN),
        ("lawyer", "IL", Language.HE, Language.HE),
        (None, "IL", Language.EN, Language.HE),
        ("never heard of", "US", Language.HE, Language.EN),
    ],
)
def test_a_receiver_reads_its_language(receiver: str | None, country: str, case: Language, language: Language) -> None:
    assert language_for_receiver(receiver, country=country, case=case) is language


def test_a_processors_own_currency_digits_win() -> None:
    assert exponent("JPY") == 0
    assert exponent("KWD") == 3
    assert exponent("ISK", processor="adyen") == 2
    assert exponent("ZZZ") == 2


def test_a_place_takes_its_own_recording_rule_or_its_countrys() -> None:
    assert recording_rule("IL") == recording_rule("il-tlv")
    assert recording_rule("AU-QLD") != recording_rule("AU")
    assert recording_rule("ZZ") is None


def test_a_yearly_amount_grows_stale() -> None:
    limit = legal("IL", "small_claims_limit")
    assert is_stale(limit, date(2026, 11, 22))
    assert not is_stale(limit, date(2024, 6, 1))
    assert legal_pack("IL-TA") == legal_pack("IL")
    assert legal_pack(None) == ()


def test_an_unknown_legal_key_is_our_own_defect() -> None:
    with pytest.raises(KeyError):
        legal("IL", "no_such_key")


def test_priors_belong_to_a_strength() -> None:
    prior = prior_for("all_elements", network=Network.VISA)
    assert prior is not None
    assert (prior.low, prior.high) == (0.40, 0.80)
    assert prior_for("no such strength", network=Network.VISA) is None


def test_a_right_is_looked_up_as_of_a_day() -> None:
    assert legal("IL", "cancellation_days", on=date(2026, 11, 22)).value == "14"
    assert legal("IL", "conditional_credit_days", on=date(2026, 11, 22)).source.effective_to == date(2020, 10, 13)
    assert legal("IL", "denial_notice_days").source.effective_from == date(2020, 10, 14)
    assert {law.country for law in legal_pack("GB")} == {"GB"}


def test_all_parameters_of_a_programme_are_listed_with_what_needs_review() -> None:
    assert {p.parameter for p in programmes("HECM")} >= {"count_min", "ratio_min", "fine_month_19"}
    assert all(p.review_required for name in ("ECM", "HECM", "EFM", "FPT") for p in programmes(name))
    assert programmes("no such programme") == ()


@pytest.mark.parametrize(
    ("fee", "low", "high", "share", "stated"),
    [
        ("fee:031", Money(1500, "USD"), Money(3500, "USD"), None, "15 to 35"),
        ("fee:004", None, None, 0.3, "30 %"),
        ("fee:010", None, None, None, "up to 25"),  # in a currency that nobody wrote down
        ("fee:040", None, None, None, "150 + 250 + 100"),
        ("fee:069", Money(5000, "ILS"), None, 0.01, "1 % of the claim, at least 50"),
        ("fee:070", Money(3000, "ILS"), Money(3000, "ILS"), None, "about 30"),
        ("fee:014", Money(0, "USD"), Money(0, "USD"), None, "0"),  # Square: known, and nothing
        ("fee:017", None, None, None, ""),  # Adyen: not known
    ],
)
def test_a_fee_is_read_as_its_source_states_it(fee: str, low: Money | None, high: Money | None, share: float | None, stated: str) -> None:
    found = next(f for f in all_fees() if f.id == fee)
    assert (found.low, found.high, found.share, found.stated) == (low, high, share, stated)


def test_a_fee_that_hangs_on_a_programme_is_shown_but_not_counted() -> None:
    shown = {f.when_charged for f in fees_listed("paypal", Network.PAYPAL)}
    counted = {f.when_charged for f in fees_for("paypal", Network.PAYPAL)}
    assert any("high-volume" in when for when in shown - counted)
    assert fees_for(None, Network.VISA) == ()


def test_a_rule_is_shown_whole_with_unknowns_as_null() -> None:
    shown = json.loads(json.dumps(whole(rule_for(Network.VISA, "13.1"), processor="stripe", on=date(2026, 11, 22))))
    assert shown["effective_from"] == "2018-04-14"
    assert shown["effective_to"] is None
    assert shown["confidence"] == "primary_via_digest"
    assert [f["low"] for f in shown["fees"] if f["processor"] == "stripe" and f["stage"] == "first_chargeback"] == [
        {"minor": 1500, "currency": "USD"}
    ]
    adyen = json.loads(json.dumps(whole(rule_for(Network.VISA, "13.1"), processor="adyen")))
    assert [f["low"] for f in adyen["fees"] if f["processor"] == "adyen"] == [None]
    assert {c["field"] for c in shown["conflicts"]} >= {"response_days", "files_bytes_total", "arbitration_fee_usd"}
    assert {"value_a", "value_b", "cautious"} <= set(shown["conflicts"][0])


def test_an_unlisted_code_is_shown_as_such() -> None:
    shown = whole(rule_for(Network.VISA, "99.9"))
    assert (shown["listed"], shown["status"], shown["confidence"], shown["official_name"]) == (False, "unlisted", "unverified", "")
    assert shown["windows"]


def test_a_line_of_the_list_has_exactly_the_promised_keys() -> None:
    assert set(row(rules()[0])) == {"network", "code", "sub", "official_name", "status", "category", "source", "confidence", "listed"}


def test_looking_a_rule_up_loads_neither_the_web_nor_the_texts() -> None:
    lines = (
        "import sys",
        "from yosher.rulebook.lookup import Network, rule_for",
        "rule_for(Network.VISA, '13.1')",
        "print([m for m in ('django', 'babel', 'typer', 'polars') if m in sys.modules])",
    )
    ran = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
