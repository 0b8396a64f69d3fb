"""Every record of the rulebook: its shape, its source, and that what it names exists."""

import csv
import io
from datetime import date
from importlib.resources import files

import pytest

from yosher.kernel.words import ClaimFamily, Network, Phase
from yosher.phrases.catalogue import vocabulary
from yosher.rulebook.conflicts import all_conflicts
from yosher.rulebook.costs import all_fees, all_priors
from yosher.rulebook.law import all_laws, all_programmes, all_recording_rules
from yosher.rulebook.lookup import rules
from yosher.rulebook.model import Rule
from yosher.rulebook.needs import rows_by_code
from yosher.rulebook.receivers import all_limits, all_receivers, currencies
from yosher.rulebook.records import table
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


def test_conflicts_keep_both_values_and_what_is_cautious() -> None:
    assert len(all_conflicts()) == 98
    for conflict in all_conflicts():
        assert conflict.value_a
        assert conflict.value_b
        assert conflict.value_a != conflict.value_b
        assert conflict.cautious
        assert conflict.source_a
