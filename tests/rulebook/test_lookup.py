"""Lookup by every dimension; an unlisted code never crashes and never looks certain."""

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.kernel.words import ClaimFamily, Confidence, GoodsKind, Language, NeedLevel, Network, Phase
from yosher.rulebook.conflicts import Conflict, all_conflicts, conflicts_for
from yosher.rulebook.costs import fees_for, prior_for
from yosher.rulebook.law import is_stale, legal, legal_pack, programme, recording_rule
from yosher.rulebook.lookup import rule_for, rules
from yosher.rulebook.needs import needs_for
from yosher.rulebook.receivers import exponent, language_for_receiver, limits_for
from yosher.rulebook.show import row, whole
from yosher.rulebook.windows import hours_of, shortest, windows_for


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
    ],
)
def test_a_code_is_found_as_people_write_it(network: Network, code: str, found: str) -> None:
    assert rule_for(network, code).id == found


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


@pytest.mark.parametrize(
    ("network", "code", "processor", "phase", "place", "hours"),
    [
        (Network.VISA, "13.1", None, Phase.FIRST_CHARGEBACK, "US", 18 * 24),  # unknown processor: the shortest seen for the code
        (Network.VISA, "13.1", "adyen", Phase.FIRST_CHARGEBACK, "DE", 18 * 24),
        (Network.VISA, "13.1", "checkout", Phase.FIRST_CHARGEBACK, "DE", 20 * 24),
        (Network.VISA, "13.1", "worldpay", Phase.FIRST_CHARGEBACK, "GB", 30 * 24),  # other processors' windows do not apply
        (Network.VISA, "13.1", "cashfree", Phase.FIRST_CHARGEBACK, "IN", 3 * 24),
        (Network.VISA, "13.1", "cashfree", Phase.FIRST_CHARGEBACK, "US", 30 * 24),  # another country's window does not apply
        (Network.VISA, "13.1", "xendit", Phase.PRE_ARBITRATION, None, 7 * 24),
        (Network.VISA, "13.1", None, Phase.PRE_ARBITRATION, None, 30 * 24),
        (Network.AMEX, "C08", None, Phase.FIRST_CHARGEBACK, None, 10 * 24),
        (Network.MASTERCARD, "4853", None, Phase.FIRST_CHARGEBACK, None, 20 * 24),
        (Network.VISA, "10.4", None, Phase.ALERT, None, 24),
    ],
)
def test_the_shortest_window_that_applies(
    network: Network, code: str, processor: str | None, phase: Phase, place: str | None, hours: int
) -> None:
    rule = rule_for(network, code)
    found = shortest(windows_for(rule, processor=processor, phase=phase, place=place))
    assert found is not None
    assert hours_of(found) == hours


@pytest.mark.parametrize("conflict", all_conflicts(), ids=lambda c: c.id)
def test_a_conflict_is_found_with_both_values_by_its_scope_code_and_field(conflict: Conflict) -> None:
    found = conflicts_for(conflict.scope, field=conflict.field)
    assert conflict in found
    kept = next(c for c in found if c.id == conflict.id)
    assert (kept.value_a, kept.value_b) == (conflict.value_a, conflict.value_b)


RULES_IN_CONFLICT = [
    (rule, conflict)
    for conflict in all_conflicts()
    for rule in rules()
    if rule.network == conflict.scope
    and conflict.code.split()[0] == rule.code
    and conflict.code.replace(".", "").replace(" ", "").isalnum()
]


@pytest.mark.parametrize(("rule", "conflict"), RULES_IN_CONFLICT, ids=lambda x: x.id)
def test_a_rule_shows_the_conflicts_about_it(rule: object, conflict: Conflict) -> None:
    assert conflict in rule.conflicts  # type: ignore[attr-defined]  # a Rule


@pytest.mark.parametrize("network", ["visa", "mastercard", "amex", "discover"])
def test_the_answer_window_taken_is_never_longer_than_either_source(network: str) -> None:
    for conflict in conflicts_for(network, field="response_days_first_chargeback"):
        if conflict.scope != network:
            continue
        rule = next(r for r in rules() if r.network == network and r.status == "active" and r.acquirer_days)
        found = shortest(windows_for(rule, processor=None, phase=Phase.FIRST_CHARGEBACK, place=None))
        assert found is not None
        assert (hours_of(found) or 0) <= 24 * min(int(conflict.value_a), int(conflict.value_b))


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
