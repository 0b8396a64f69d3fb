"""Every record of the rulebook: its shape, its source, and that what it names exists."""

import csv
import io
from datetime import date
from importlib.resources import files

import pytest

from yosher.kernel.words import ClaimFamily, GoodsKind, Network, Phase
from yosher.phrases.catalogue import vocabulary
from yosher.rulebook.costs import all_fees, all_priors
from yosher.rulebook.law import all_laws, all_programmes, all_recording_rules
from yosher.rulebook.lookup import rules
from yosher.rulebook.model import Rule
from yosher.rulebook.needs import rows_by_code
from yosher.rulebook.receivers import all_limits, all_receivers, currencies
from yosher.rulebook.records import day, table, words
from yosher.rulebook.windows import all_windows, hours_of

STATUSES = {"active", "retired", "obsolete", "inquiry", "program", "informational"}
CATEGORIES = {"fraud", "authorization", "processing", "consumer"}
EVIDENCE = {key for group, key in vocabulary() if group == "evidence"}
TABLES = sorted(p.name.removesuffix(".csv") for p in files("yosher.rulebook").joinpath("records").iterdir() if p.name.endswith(".csv"))
SOURCED = [name for name in TABLES if name != "currencies"]


def test_all_codes_are_there_by_network() -> None:
    counts = {network: sum(1 for rule in rules() if rule.network == network) for network in Network}
    assert len(rules()) == 311
    assert {n: c for n, c in counts.items() if c} == {
        "amex": 94, "mastercard": 69, "visa": 67, "discover": 54, "paypal": 10, "cash_app_pay": 9, "klarna": 8,
    }  # fmt: skip


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.id)
def test_a_rule_has_its_shape_and_its_source(rule: Rule) -> None:
    assert rule.listed
    assert rule.official_name
    assert rule.status in STATUSES
    assert rule.category in CATEGORIES
    assert rule.source.text
    assert rule.source.checked_on == date(2026, 11, 22)
    assert not (rule.source.effective_from and rule.source.effective_to)
    for window in rule.psp_windows:
        assert window.processor
        assert (hours_of(window) or 0) > 0


@pytest.mark.parametrize("rule", [r for r in rules() if r.status in ("active", "program")], ids=lambda r: r.id)
def test_a_live_rule_says_what_wins_it(rule: Rule) -> None:
    assert rule.needs
    for need in rule.needs:
        assert need.evidence in EVIDENCE
        assert need.source.text
        family, _, element = need.element.partition(".")
        assert ClaimFamily(family)
        assert element
        assert (need.group is None) == (need.group_min == 0)


def test_ids_are_unique() -> None:
    for ids in (
        [r.id for r in rules()],
        *([row["id"] for row in table(name)] for name in TABLES if table(name) and "id" in table(name)[0]),
    ):
        assert len(ids) == len(set(ids))


def test_needs_point_to_listed_codes() -> None:
    listed = {(r.network.value, r.code, r.sub or "") for r in rules()}
    assert [key for key in rows_by_code() if key not in listed and not key[1].startswith("*")] == []


@pytest.mark.parametrize("name", SOURCED)
def test_every_row_names_its_source_and_confidence(name: str) -> None:
    bad = [n for n, row in enumerate(table(name), 2) if not row["source"] or not row["confidence"]]
    assert bad == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_as_many_cells_as_its_header(name: str) -> None:
    text = files("yosher.rulebook").joinpath("records", f"{name}.csv").read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_successors_of_retired_codes_are_listed() -> None:
    listed = {(r.network.value, r.code) for r in rules()}
    named = [(row["network"], code) for row in table("reason_codes") for code in filter(None, row["successors"].split(";"))]
    assert named
    assert [pair for pair in named if pair not in listed] == []


def test_windows_name_networks_and_phases_and_a_length() -> None:
    for window in all_windows():
        assert window.processor or window.network
        assert window.phase in set(Phase)
        assert (hours_of(window) or 0) > 0


def test_an_unknown_fee_is_unknown_and_never_nothing() -> None:
    empty = {row["id"] for row in table("fees") if not row["amount"]}
    assert empty
    for fee in all_fees():
        if fee.id in empty:
            assert fee.low is None
            assert fee.high is None
        if fee.low is not None and fee.high is not None:
            assert fee.low <= fee.high


def test_priors_are_ranges_of_a_chance() -> None:
    assert {p.strength for p in all_priors() if p.strength} == {"all_elements", "one_missing", "weak_or_described", "junk_only", "gate"}
    for prior in all_priors():
        assert 0 <= prior.low <= prior.high <= 1


def test_limits_receivers_currencies_and_recording_rules_are_whole() -> None:
    assert len(all_limits()) == 125
    assert len(all_receivers()) == 29
    assert len(currencies()) == 178
    assert len(all_recording_rules()) == 92
    assert {rule.rule for rule in all_recording_rules().values()} == {"one_party", "all_party", "mixed"}


def test_first_party_trust_is_for_review() -> None:
    assert all(p.review_required for p in all_programmes() if p.programme == "FPT")


def test_the_israeli_pack_has_its_figures() -> None:
    figures = {law.key: law.value for law in all_laws() if law.country == "IL"}
    expected = {
        "answer_days_default": "7",
        "denial_notice_days": "30",
        "cancellation_days": "14",
        "cancellation_months_protected": "4",
        "cancellation_fee_percent": "5",
        "cancellation_fee_most": "10000",
        "exemplary_damages": "1000000",
        "small_claims_limit": "3770000",
    }
    assert expected.items() <= figures.items()


def test_other_names_of_a_code_are_not_a_code_of_their_own_elsewhere() -> None:
    """Visa 30 alone is both: a dead reason code, and the name of a retrieval that its phase tells apart."""
    listed = {(r.network.value, r.code) for r in rules()}
    named = [(row["network"], alias.rstrip("?")) for row in table("reason_codes") for alias in words(row["aliases"])]
    assert len(named) == 26
    assert [pair for pair in named if pair in listed] == [("visa", "30")]


def test_a_claim_family_has_the_profiles_that_a_code_without_more_takes() -> None:
    profiles = {row["profile"] for row in table("evidence_needs")}
    assert {row["family"] for row in table("family_needs")} == {family.value for family in ClaimFamily} - {"unknown"}
    for row in table("family_needs"):
        assert set(words(row["profiles"])) <= profiles
        assert all(profile.startswith(f"{row['family']}/") for profile in words(row["profiles"]))
        assert row["goods"] == "*" or set(words(row["goods"])) <= set(GoodsKind)


def test_a_profile_of_a_dead_code_is_one_of_its_family() -> None:
    for row in table("reason_codes"):
        if row["profile"] and row["family"] != "unknown":
            assert row["profile"].startswith(f"{row['family']}/")
        assert set(words(row["for_goods"])) <= set(GoodsKind)


def test_the_regions_that_records_name_have_their_countries() -> None:
    known = {row["region"]: words(row["countries"]) for row in table("regions")}
    named = {row["region"] for row in table("reason_codes") if row["region"]}
    assert named - {"international"} <= set(known)
    assert all(len(country) == 2 and country.isupper() for countries in known.values() for country in countries)
    assert len(known["eea"]) == 30


def test_umbrella_codes_name_no_claim_where_their_sub_reasons_differ() -> None:
    umbrellas = {(r.code, r.family) for r in rules() if r.sub == "umbrella"}
    assert umbrellas == {("4808", ClaimFamily.AUTHORIZATION), ("4834", ClaimFamily.UNKNOWN), ("4853", ClaimFamily.UNKNOWN)}


def test_every_row_was_checked_on_a_day() -> None:
    for name in TABLES:
        assert {row["checked_on"] for row in table(name)} == {"2026-11-22"}


def test_a_bare_year_or_month_is_its_first_day() -> None:
    assert [day(text) for text in ("2020", "2023-04", "2025-06-17", "", None)] == [
        date(2020, 1, 1), date(2023, 4, 1), date(2025, 6, 17), None, None,
    ]  # fmt: skip


def test_a_currency_has_its_digits_and_its_names() -> None:
    for code, currency in currencies().items():
        assert len(code) == 3
        assert 0 <= currency.exponent <= 4
        assert currency.english
        assert all(0 <= digits <= 3 for _, digits in currency.exceptions)
