"""Every conflict between two sources as a test: both values are kept as the sources give them, and the look-up takes the cautious one."""

from collections.abc import Callable
from datetime import date

import pytest

from yosher.kernel.money import Money
from yosher.kernel.words import ClaimFamily, Confidence, Language, NeedLevel, Network, Phase
from yosher.rulebook.conflicts import all_conflicts, conflicts_for
from yosher.rulebook.costs import fees_for, fees_listed
from yosher.rulebook.law import legal, programme, programmes
from yosher.rulebook.lookup import rule_for
from yosher.rulebook.model import Conflict
from yosher.rulebook.receivers import exponent, language_for_receiver, limits_for
from yosher.rulebook.windows import hours_of, longest_filing, shortest, windows_for

VISA, MASTERCARD, AMEX, DISCOVER = Network.VISA, Network.MASTERCARD, Network.AMEX, Network.DISCOVER
PAYPAL, KLARNA = Network.PAYPAL, Network.KLARNA
TODAY = date(2026, 11, 22)


def days(network: Network, code: str, *, phase: Phase = Phase.FIRST_CHARGEBACK, processor: str | None = None, place: str = "GB") -> float:
    """Days of the shortest window that applies."""
    found = shortest(windows_for(rule_for(network, code), processor=processor, phase=phase, place=place))
    assert found is not None
    return (hours_of(found) or 0) / 24


def filing(network: Network, code: str) -> int | None:
    """Days that the other side may have had; None = no limit."""
    found = longest_filing(rule_for(network, code))
    return None if found is None else found.count


def same_needs(network: Network, old: str, new: str) -> bool:
    return rule_for(network, old).needs == rule_for(network, new).needs != ()


def asks(network: Network, code: str, *evidence: str) -> bool:
    return set(evidence) <= {need.evidence for need in rule_for(network, code).needs}


def parameter(name: str, key: str, *, region: str | None = None) -> str:
    return programme(name, on=TODAY, region=region)[key].value


def unit(name: str, key: str) -> str:
    return programme(name, on=TODAY)[key].unit


def returned(processor: str, stage: str) -> list[str]:
    return [fee.returned_when for fee in fees_for(processor, VISA, stage=stage, on=TODAY)]


def dearest(processor: str, network: Network, when: str) -> Money:
    highs = [fee.high for fee in fees_listed(processor, network, on=TODAY) if fee.when_charged.startswith(when)]
    return max(high for high in highs if high is not None)


def most(processor: str | None, network: Network, kind: str, subject: str | None = None) -> int:
    limits = limits_for(processor, network)
    return min(x.value for x in limits if x.kind == kind and x.value and subject in (None, x.subject) and "OptBlue" not in x.subject)


def formats(processor: str, network: Network, subject: str) -> set[str]:
    return {f for x in limits_for(processor, network) if x.kind == "formats" and x.subject == subject for f in x.formats}


# scope, code, field, what one source says, what the other says, what the look-up gives, the cautious answer
Line = tuple[str, str, str, str, str, Callable[[], object], object]
CONFLICTS: list[Line] = [
    ("visa", "*", "response_days_first_chargeback", "30", "18", lambda: days(VISA, "13.1", processor="adyen"), 18),
    ("visa", "*", "response_days_first_chargeback", "30", "20", lambda: days(VISA, "13.1", processor="solidgate"), 20),
    ("mastercard", "*", "response_days_first_chargeback", "45", "40", lambda: days(MASTERCARD, "4837", processor="adyen"), 40),
    ("mastercard", "*", "response_days_first_chargeback", "45", "20", lambda: days(MASTERCARD, "4837"), 20),
    ("amex", "*", "response_days_first_chargeback", "20", "14", lambda: days(AMEX, "C08", processor="adyen"), 14),
    ("amex", "*", "response_days_first_chargeback", "20", "10", lambda: days(AMEX, "C08"), 10),
    ("discover", "*", "response_days_first_chargeback", "30", "25", lambda: days(DISCOVER, "UA02", processor="adyen"), 25),
    ("discover", "*", "response_days_first_chargeback", "30", "20", lambda: days(DISCOVER, "UA02"), 20),
    ("amex", "*", "response_days_inquiry", "20", "14", lambda: days(AMEX, "004", phase=Phase.INQUIRY), 14),
    ("*", "*", "response_days_first_chargeback", "3", "18 to 45", lambda: days(VISA, "13.1", processor="cashfree", place="IN"), 3),
    ("klarna", "*", "response_days", "21 (7 for unauthorized)", "14 d / 7 d / 96 h", lambda: days(KLARNA, "RETURN"), 4),
    ("stripe", "*", "response_days", "7 to 21 (unverified)", "7 to 10", lambda: days(VISA, "13.1", processor="stripe"), 7),
    ("paypal", "UNAUTHORISED", "response_days", "10 (unverified)", "7", lambda: days(PAYPAL, "UNAUTHORISED", processor="paypal"), 7),
    ("visa", "*", "pre_arbitration_response_days", "30", "7", lambda: days(VISA, "13.1", phase=Phase.PRE_ARBITRATION), 7),
    ("visa", "allocation (10.x, 11.x)", "arbitration_days", "10", "5", lambda: days(VISA, "10.4", phase=Phase.ARBITRATION), 5),
    (
        "mastercard",
        "*",
        "pre_arbitration_days",
        "45 issuer, 30 acquirer (unverified)",
        "45",
        lambda: days(MASTERCARD, "4837", phase=Phase.PRE_ARBITRATION),
        30,
    ),
    (
        "mastercard",
        "*",
        "arbitration_days",
        "75 from second presentment (unverified)",
        "45",
        lambda: days(MASTERCARD, "4837", phase=Phase.ARBITRATION),
        45,
    ),
    ("visa", "CDRN alert", "alert_hours", "72", "24 to 72", lambda: days(VISA, "10.4", phase=Phase.ALERT), 1),
    (
        "mastercard",
        "collaboration",
        "alert_hours",
        "72",
        "24 to 72, chargeback shows up to 72 h later",
        lambda: days(MASTERCARD, "4837", phase=Phase.ALERT),
        1,
    ),
    (
        "mastercard",
        "Ethoca alert",
        "alert_hours",
        "24 to 72",
        "24 (outcome to be reported)",
        lambda: days(MASTERCARD, "4853", phase=Phase.ALERT),
        1,
    ),
    ("visa", "11.1", "cardholder_days", "75", "120", lambda: filing(VISA, "11.1"), 120),
    ("visa", "11.2", "cardholder_days", "75", "120", lambda: filing(VISA, "11.2"), 120),
    ("visa", "11.3", "cardholder_days", "75", "120", lambda: filing(VISA, "11.3"), 120),
    ("visa", "12.7", "cardholder_days", "75", "120", lambda: filing(VISA, "12.7"), 120),
    ("mastercard", "4808", "cardholder_days", "90", "120", lambda: filing(MASTERCARD, "4808"), 120),
    ("mastercard", "4834", "cardholder_days", "90", "120", lambda: filing(MASTERCARD, "4834"), 120),
    ("mastercard", "4849", "cardholder_days", "120", "180 from the bulletin", lambda: filing(MASTERCARD, "4849"), 180),
    ("amex", "*", "cardholder_days", "120", "180", lambda: filing(AMEX, "C08"), 180),
    ("discover", "*", "cardholder_days", "120", "no strict limit", lambda: filing(DISCOVER, "RM"), None),
    (
        "mastercard",
        "4834",
        "meaning",
        "point-of-interaction error: duplicate, amount, late presentment, currency, ATM",
        "ATM disputes, cash and currency errors only",
        lambda: (rule_for(MASTERCARD, "4834").family, rule_for(MASTERCARD, "4834").needs),
        (ClaimFamily.UNKNOWN, ()),
    ),
    ("mastercard", "4835", "status", "active", "retired (merged into 4808)", lambda: same_needs(MASTERCARD, "4835", "4808"), True),
    (
        "mastercard",
        "4854",
        "status",
        "active",
        "retired (merged into 4853)",
        lambda: (rule_for(MASTERCARD, "4854").listed, rule_for(MASTERCARD, "4854").family),
        (True, ClaimFamily.UNKNOWN),
    ),
    ("mastercard", "4862", "status", "active", "retired (merged into 4870)", lambda: same_needs(MASTERCARD, "4862", "4870"), True),
    (
        "mastercard",
        "4840",
        "status",
        "active",
        "'bad code - needs investigation'",
        lambda: (rule_for(MASTERCARD, "4840").listed, rule_for(MASTERCARD, "4840").status),
        (True, "retired"),
    ),
    (
        "amex",
        "F24",
        "meaning",
        "No Card Member Authorization",
        "Multiple ROCs",
        lambda: asks(AMEX, "F24", "authorization_log", "separate_order_records"),
        True,
    ),
    (
        "amex",
        "A01",
        "tolerance_percent",
        "15 (hotel, car, cruise), 30 (restaurants)",
        "20",
        lambda: parameter("AMEX_A01", "tolerance_percent"),
        "15",
    ),
    (
        "discover",
        "IC",
        "meaning",
        "Illegible Sales Data",
        "Incorrect Currency",
        lambda: (rule_for(DISCOVER, "IC").family, rule_for(DISCOVER, "IC").status),
        (ClaimFamily.UNKNOWN, "obsolete"),
    ),
    (
        "discover",
        "RN",
        "meaning",
        "Non-Receipt of Credit (now RN2)",
        "Amount greater than agreed",
        lambda: (rule_for(DISCOVER, "RN").family, rule_for(DISCOVER, "RN").status),
        (ClaimFamily.UNKNOWN, "obsolete"),
    ),
    (
        "discover",
        "UA01",
        "meaning",
        "Fraud - Card Present Transaction",
        "No Authorization",
        lambda: asks(DISCOVER, "UA01", "authorization_log", "signed_receipt"),
        True,
    ),
    (
        "discover",
        "UA02",
        "meaning",
        "Fraud - Card Not Present Transaction",
        "Declined Authorization",
        lambda: asks(DISCOVER, "UA02", "authorization_log", "three_ds_authentication_record"),
        True,
    ),
    (
        "discover",
        "UA05 (4866)",
        "meaning",
        "Fraud - Chip Counterfeit Transaction",
        "Cardholder not authorized",
        lambda: rule_for(DISCOVER, "4866").id,
        "discover:UA05",
    ),
    (
        "amex",
        "4763",
        "code_number",
        "4763",
        "4573",
        lambda: (rule_for(AMEX, "4573").code, rule_for(AMEX, "4573").source.confidence),
        ("4763", Confidence.UNVERIFIED),
    ),
    (
        "visa",
        "74",
        "meaning",
        "Late Presentment",
        "Service Code Violation (that is 78)",
        lambda: (rule_for(VISA, "74").family, rule_for(VISA, "74").status),
        (ClaimFamily.UNKNOWN, "obsolete"),
    ),
    (
        "visa",
        "12.1",
        "existence",
        "own condition, Late Presentment",
        "missing, folded into 11.3",
        lambda: rule_for(VISA, "12.1").official_name,
        "Late Presentment",
    ),
    (
        "visa",
        "12.6",
        "code_number",
        "12.6.1 and 12.6.2",
        "a single 12.6",
        lambda: (rule_for(VISA, "12.6").listed, rule_for(VISA, "12.6").family),
        (True, ClaimFamily.DUPLICATE),
    ),
    (
        "visa",
        "13.9",
        "meaning",
        "Non-Receipt of Cash or Load Transaction Value",
        "Non-Receipt of Cash at ATM",
        lambda: asks(VISA, "13.9", "atm_journal", "load_confirmation_record"),
        True,
    ),
    (
        "mastercard",
        "4863",
        "meaning",
        "Cardholder Does Not Recognize - Potential Fraud",
        "counterfeit",
        lambda: rule_for(MASTERCARD, "4863").official_name,
        "Cardholder Does Not Recognize - Potential Fraud",
    ),
    (
        "diners",
        "*",
        "code_list",
        "Discover alpha codes",
        "C41, C42, B25, D62 …",
        lambda: (rule_for(Network.DINERS, "C41").listed, rule_for(Network.DINERS, "C41").code),
        (False, "C41"),
    ),
    (
        "paypal",
        "INCORRECT_AMOUNT",
        "stripe_reason",
        "unrecognized",
        "amount_differs (meaning of the PayPal name)",
        lambda: rule_for(PAYPAL, "INCORRECT_AMOUNT").family,
        ClaimFamily.AMOUNT_DIFFERS,
    ),
    (
        "visa",
        "10.4",
        "ce3_window_anchor",
        "dispute date",
        "processing date of the disputed transaction",
        lambda: unit("CE3.0", "days_max_cautious"),
        "days, against both the transaction and the dispute date",
    ),
    ("visa", "10.4", "ce3_window_upper_days", "365", "364", lambda: parameter("CE3.0", "days_max_cautious"), "364"),
    ("visa", "10.4", "ce3_window_lower_days", "120 (more than 119)", "more than 120", lambda: parameter("CE3.0", "days_min"), "120"),
    (
        "visa",
        "10.4",
        "ce3_window_lower_days",
        "120",
        "no floor for original credit transactions",
        lambda: parameter("CE3.0", "days_min"),
        "120",
    ),
    (
        "visa",
        "10.4",
        "ce3_window",
        "120 to 365 days before",
        "within the preceding 120 days",
        lambda: (parameter("CE3.0", "days_min"), parameter("CE3.0", "days_max_cautious")),
        ("120", "364"),
    ),
    ("visa", "10.4", "ce3_prior_count", "two or more", "exactly two objects", lambda: parameter("CE3.0", "prior_count"), "2"),
    (
        "visa",
        "10.4",
        "ce3_same_pair",
        "one and the same pair on all three",
        "each prior matches by any two",
        lambda: unit("CE3.0", "elements"),
        "one and the same pair on all three",
    ),
    (
        "visa",
        "10.4",
        "ce3_authenticated",
        "needs matching priors",
        "Visa Secure transactions qualify by themselves (since 17 Oct 2025 in one article)",
        lambda: parameter("CE3.0", "authenticated_by_itself"),
        "no",
    ),
    (
        "visa",
        "10.4",
        "ce3_ratio_effect",
        "leaves the VAMP count, depending on the extract date",
        "only the pre-dispute form leaves the count",
        lambda: parameter("CE3.0", "ratio_effect"),
        "post-dispute gives no ratio benefit",
    ),
    (
        "mastercard",
        "4837",
        "first_party_trust_codes",
        "4837 only (37 single message)",
        "also 4853 and 4863",
        lambda: (parameter("FPT", "applies_to"), all(p.review_required for p in programmes("FPT"))),
        ("mastercard 4837", True),
    ),
    (
        "mastercard",
        "4837",
        "first_party_trust_effect",
        "a match never becomes a chargeback",
        "the chargeback is rejected",
        lambda: parameter("FPT", "answer_still_needed"),
        "yes",
    ),
    (
        "visa",
        "VAMP",
        "merchant_minimum_count",
        "1500",
        "1000",
        lambda: (parameter("VAMP", "merchant_warning_count"), parameter("VAMP", "merchant_excessive_count")),
        ("1000", "1500"),
    ),
    (
        "visa",
        "VAMP",
        "merchant_excessive_ratio",
        "0.022 to 31 Mar 2026, then 0.015",
        "0.015 then 0.009 from Jan 2026",
        lambda: (parameter("VAMP", "merchant_warning_ratio"), parameter("VAMP", "merchant_excessive_ratio")),
        ("0.009", "0.015"),
    ),
    (
        "visa",
        "VAMP",
        "merchant_ratio_now",
        "0.015",
        "0.009",
        lambda: (parameter("VAMP", "merchant_warning_ratio"), parameter("VAMP", "merchant_excessive_ratio")),
        ("0.009", "0.015"),
    ),
    (
        "visa",
        "VAMP",
        "numerator",
        "fraud reports + non-fraud disputes",
        "fraud reports + all disputes (changed mid-2025)",
        lambda: "all TC15 disputes" in parameter("VAMP", "ratio"),
        True,
    ),
    (
        "visa",
        "VAMP",
        "denominator",
        "all settled",
        "settled card-not-present",
        lambda: "settled card-not-present" in parameter("VAMP", "ratio"),
        True,
    ),
    (
        "visa",
        "VAMP",
        "fee_per_event_usd",
        "8",
        "10",
        lambda: (parameter("VAMP", "fee_per_event"), dearest("scheme", VISA, "VAMP excessive")),
        ("10", Money(1000, "USD")),
    ),
    (
        "visa",
        "VAMP",
        "rdr_effect",
        "not counted",
        "the fraud report stays, only non-fraud RDR helps",
        lambda: parameter("VAMP", "rdr_of_fraud_counts"),
        "yes",
    ),
    (
        "visa",
        "VAMP",
        "scope_2026_tightening",
        "US, CA, EU, APAC",
        "all but MENA",
        lambda: parameter("VAMP", "tightening_from"),
        "2026-04-01",
    ),
    (
        "visa",
        "VAMP",
        "cemea_minimum",
        "150",
        "more than 100 and more than USD 75,000",
        lambda: parameter("VAMP", "merchant_warning_count", region="CEMEA"),
        "100",
    ),
    ("mastercard", "ECP", "fine_month_3", "2000", "1000 (unverified)", lambda: parameter("ECM", "fine_month_3"), "2000"),
    ("mastercard", "ECP", "threshold", "1.5 % and 100 chargebacks", "1 % and 100", lambda: parameter("ECM", "ratio_warning"), "0.01"),
    ("mastercard", "EFM", "fraud_ratio", "0.5 %", "0.9 %", lambda: parameter("EFM", "fraud_ratio_min"), "0.005"),
    (
        "stripe",
        "*",
        "dispute_fee_returned",
        "never (since 17 June 2025); the counter fee comes back",
        "15 comes back on a win",
        lambda: returned("stripe", "first_chargeback"),
        ["never"],
    ),
    (
        "stripe",
        "*",
        "counter_fee_returned",
        "on a full win only; a partial win returns nothing",
        "on a win",
        lambda: returned("stripe", "representment"),
        ["full win only; a partial win returns nothing"],
    ),
    ("stripe", "*", "files_bytes_total", "4.5 MB", "5 MB", lambda: most("stripe", VISA, "bytes_total"), 4500000),
    (
        "stripe",
        "*",
        "evidence_text_characters",
        "20,000",
        "150,000",
        lambda: (most("stripe", VISA, "characters", "access_activity_log"), most("stripe", VISA, "characters", "all text fields")),
        (20_000, 150_000),
    ),
    (
        "mastercard",
        "*",
        "files_bytes_total",
        "18 MB (14.5 MB advised)",
        "14.5 MB as the limit",
        lambda: most(None, MASTERCARD, "bytes_total"),
        14_500_000,
    ),
    ("checkout", "amex", "file_bytes", "4 MB (upload)", "5 MB (scheme)", lambda: most("checkout", AMEX, "bytes_per_file"), 4_000_000),
    (
        "checkout",
        "amex",
        "file_formats",
        "JPEG, PNG, PDF (upload)",
        "PDF, JPG, TIFF, DOC, DOCX (scheme)",
        lambda: formats("checkout", AMEX, "upload") & formats("checkout", AMEX, "file"),
        {"pdf", "jpg"},
    ),
    (
        "visa",
        "*",
        "arbitration_fee_usd",
        "about 500",
        "500 to 600",
        lambda: dearest("scheme", VISA, "loser pays (Xendit)"),
        Money(60000, "USD"),
    ),
    (
        "ethoca",
        "*",
        "alert_fee_usd",
        "15 to 35 (one product assumes 29)",
        "15 to 40",
        lambda: dearest("ethoca", MASTERCARD, "per alert"),
        Money(4000, "USD"),
    ),
    (
        "shopify",
        "*",
        "fee_returned_on_win",
        "returned (unverified)",
        "said only of a loss: 15 charged when lost",
        lambda: set(returned("shopify", "first_chargeback")),
        {"on a win (unverified)"},
    ),
    (
        "stripe",
        "UGX",
        "currency_exponent",
        "0",
        "2 with decimals always 00",
        lambda: (exponent("UGX"), exponent("UGX", processor="stripe")),
        (0, 2),
    ),
    ("adyen", "ISK", "currency_exponent", "2", "0", lambda: exponent("ISK", processor="adyen"), 2),
    ("paypal", "*", "files_bytes_total", "50 MB a call", "50 MB a case", lambda: most("paypal", VISA, "bytes_total"), 50_000_000),
    (
        "klarna",
        "HIGH_RISK_ORDER",
        "response_days",
        "7 (inferred from the fast path)",
        "21",
        lambda: days(KLARNA, "HIGH_RISK_ORDER", processor="klarna"),
        7,
    ),
    ("visa", "10.5", "cardholder_days", "120 from identification", "none stated", lambda: filing(VISA, "10.5"), None),
    (
        "mastercard",
        "4853 misrepresentation",
        "existence",
        "listed",
        "not in the sub-list",
        lambda: rule_for(MASTERCARD, "4853", sub="misrepresentation").id,
        "mastercard:4853/misrepresentation",
    ),
    ("amex", "F14", "existence", "Missing Signature", "absent", lambda: rule_for(AMEX, "F14").listed, True),
    ("amex", "FR5", "existence", "Immediate Chargeback Program (variant)", "absent", lambda: rule_for(AMEX, "FR5").listed, True),
    ("discover", "EX", "existence", "Expired Card", "absent", lambda: rule_for(DISCOVER, "EX").listed, True),
    (
        "shopify",
        "*",
        "language",
        "English only",
        "no language named",
        lambda: language_for_receiver("shopify", country="IL", case=Language.HE),
        Language.EN,
    ),
    (
        "*",
        "*",
        "refund_already_issued",
        "ends the fight (gate)",
        "a valid answer: proof of the credit",
        lambda: [
            n.level for n in rule_for(VISA, "13.1").needs + rule_for(VISA, "13.6").needs if n.instead and n.level is NeedLevel.REQUIRED
        ],
        [],
    ),
    (
        "israel",
        "missing-document deal",
        "notice_30_days_from",
        "the day the customer learned",
        "receiving the statement",
        lambda: "assume the denial is in time" in legal("IL", "denial_notice_days").trigger,
        True,
    ),
    (
        "israel",
        "missing-document deal",
        "definition",
        "no cardholder present (phone, internet) or no signature",
        "no card present and no authentication step",
        lambda: "with the record in hand" in legal("IL", "missing_document").trigger,
        True,
    ),
    (
        "israel",
        "Payment Services Law",
        "in_force_from",
        "2020-10-14",
        "2020-01-09",
        lambda: legal("IL", "payment_services_law_from").value,
        "2020-10-14",
    ),
    (
        "israel",
        "small claims",
        "limit_ils",
        "37700 (Jan 2024)",
        "33000 for 2024",
        lambda: (legal("IL", "small_claims_certainly_inside").value, legal("IL", "small_claims_limit").value),
        ("3340000", "3770000"),
    ),
    (
        "israel",
        "exemplary damages",
        "limit_ils",
        "10000",
        "up to 50000 when repeated or continuing",
        lambda: (legal("IL", "exemplary_damages").value, legal("IL", "exemplary_damages_repeated").value),
        ("1000000", "5000000"),
    ),
]


@pytest.mark.parametrize("line", CONFLICTS, ids=lambda line: f"{line[0]}-{line[1]}-{line[2]}-{line[4]}")
def test_a_conflict_keeps_both_values_and_is_treated_cautiously(line: Line) -> None:
    scope, code, field, first, second, looked_up, cautious = line
    kept = [c for c in conflicts_for(scope, code, field=field) if c.scope == scope]
    assert (first, second) in [(c.value_a, c.value_b) for c in kept]
    assert looked_up() == cautious


def test_no_conflict_goes_untested() -> None:
    tested = {line[:5] for line in CONFLICTS}
    assert [c.id for c in all_conflicts() if (c.scope, c.code, c.field, c.value_a, c.value_b) not in tested] == []
    assert len(tested) == len(CONFLICTS) == len(all_conflicts()) == 98


@pytest.mark.parametrize("conflict", all_conflicts(), ids=lambda c: c.id)
def test_a_conflict_says_who_says_what_and_what_is_cautious(conflict: Conflict) -> None:
    assert conflict.value_a != conflict.value_b
    assert conflict.source_a
    assert conflict.source_b
    assert conflict.cautious
    assert conflict.source.text


@pytest.mark.parametrize(
    ("network", "code", "sub", "fields"),
    [
        (VISA, "11.1", None, {"response_days_first_chargeback", "pre_arbitration_response_days", "arbitration_days", "cardholder_days"}),
        (VISA, "12.6", None, {"response_days_first_chargeback", "pre_arbitration_response_days", "code_number"}),
        (
            MASTERCARD,
            "4853",
            "misrepresentation",
            {"response_days_first_chargeback", "pre_arbitration_days", "arbitration_days", "existence"},
        ),
        (MASTERCARD, "4853", "no_show", {"response_days_first_chargeback", "pre_arbitration_days", "arbitration_days"}),
        (AMEX, "F24", None, {"response_days_first_chargeback", "response_days_inquiry", "cardholder_days", "meaning"}),
        (DISCOVER, "UA05", None, {"response_days_first_chargeback", "cardholder_days", "meaning"}),
        (PAYPAL, "INCORRECT_AMOUNT", None, {"stripe_reason"}),
        (KLARNA, "HIGH_RISK_ORDER", None, {"response_days"}),
        (Network.DINERS, "C41", None, set()),
    ],
)
def test_a_rule_carries_the_conflicts_that_touch_it(network: Network, code: str, sub: str | None, fields: set[str]) -> None:
    assert {conflict.field for conflict in rule_for(network, code, sub=sub).conflicts} == fields


def test_a_filing_without_disagreement_has_its_own_window() -> None:
    assert filing(VISA, "13.1") == 120
    assert filing(VISA, "10.4") == 120
    assert filing(PAYPAL, "OTHER") == 180
