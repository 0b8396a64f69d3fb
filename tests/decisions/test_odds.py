"""The chance of an answer: own verdicts from ten on, else a starting range, else nothing is known and nothing is ranked."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given_decision import codes, decide, finding, option, prior
from given_timeline import timeline
from yosher.decisions.odds import odds_of
from yosher.decisions.outcomes import Count, Outcomes, counted, wilson
from yosher.evidence.model import Strength
from yosher.kernel.words import Choice, ClaimFamily

FULL, FAMILY = Strength.ALL_ELEMENTS, ClaimFamily.NOT_RECEIVED


def verdicts(won, lost, partly=0, *, strength=FULL, family=FAMILY):
    return [(strength, family, "won")] * won + [(strength, family, "lost")] * lost + [(strength, family, "partly_won")] * partly


def odds(outcomes=None, the_prior=None):
    return odds_of(FULL, FAMILY, prior=the_prior, outcomes=outcomes)


@pytest.mark.parametrize(
    ("won", "n", "low", "high"), [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (30, 100, 0.2189, 0.3958)]
)
def test_the_wilson_interval_of_published_examples(won, n, low, high):
    found = wilson(Count(won=won, lost=n - won))
    assert isclose(found[0], low, abs_tol=0.0001)
    assert isclose(found[1], high, abs_tol=0.0001)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
@settings(max_examples=100)
def test_a_range_of_verdicts_lies_around_its_share_and_within_bounds(won, lost, partly):
    count = Count(won, lost, partly)
    low, high = wilson(count)
    assert 0 <= low <= high <= 1
    if count.n:
        assert low <= won / count.n + 1e-12
        assert won / count.n <= high + 1e-12


def test_ten_own_verdicts_replace_the_starting_range():
    found = odds(counted(verdicts(6, 4)), prior())
    assert (found.chance.basis, found.chance.n) == ("own_outcomes", 10)
    assert found.because[1].values["won"] == 6


def test_nine_own_verdicts_are_told_and_show_no_percentage():
    found = odds(counted(verdicts(9, 0)), prior())
    assert (found.chance.basis, found.chance.low, found.chance.n) == ("prior-all_elements", 0.4, 0)
    few = next(reason for reason in found.because if reason.code == "decision.own_outcomes_few")
    assert few.values["n"] == 9


def test_own_verdicts_of_this_family_come_before_those_of_all():
    outcomes = counted(verdicts(0, 10) + verdicts(10, 0, family=ClaimFamily.CANCELLED))
    assert odds(outcomes).chance.high < 0.3
    assert odds(outcomes).chance.n == 10


def test_too_few_of_this_family_take_all_of_this_strength():
    outcomes = counted(verdicts(1, 1) + verdicts(8, 0, family=ClaimFamily.CANCELLED))
    assert odds(outcomes).chance.n == 10


def test_other_strengths_do_not_count():
    outcomes = counted(verdicts(20, 0, strength=Strength.JUNK_ONLY))
    assert odds(outcomes).chance.basis == "unknown"


def test_a_verdict_won_in_part_is_not_counted_as_won():
    assert counted(verdicts(0, 0, 10)).of(FULL, FAMILY) == Count(partly=10)
    assert wilson(Count(partly=10))[0] == 0


def test_words_that_are_no_verdict_are_not_counted():
    assert counted([(FULL, FAMILY, "refunded")]).of(FULL, FAMILY).n == 0
    assert Outcomes().of(FULL, FAMILY) == Count()


@pytest.mark.parametrize(("low", "high", "expected"), [(-0.5, 1.5, (0.0, 1.0)), (0.8, 0.4, (0.4, 0.8))])
def test_a_record_edited_by_hand_stays_a_range_between_nothing_and_all(low, high, expected):
    chance = odds(the_prior=prior("all_elements", low, high)).chance
    assert (chance.low, chance.high) == expected


def test_what_better_papers_would_do_is_told_only_where_it_is_better():
    weak, full = prior("weak_or_described", 0.05, 0.3), prior()
    found = odds_of(Strength.WEAK_OR_DESCRIBED, FAMILY, prior=weak, outcomes=None, priors=(weak, full))
    assert found.because[-1].values == {"low": 40, "high": 80}
    top = odds_of(FULL, FAMILY, prior=full, outcomes=None, priors=(weak, full))
    assert "decision.odds_with_all_elements" not in codes(top.because)
    gated = odds_of(Strength.GATE, FAMILY, prior=prior("gate", 0, 0.05), outcomes=None, priors=(full,))
    assert "decision.odds_with_all_elements" not in codes(gated.because)


def test_without_any_range_the_courses_are_not_ranked_and_say_what_would_decide():
    decision = decide(prior=None)
    assert not decision.ranked
    chance = option(decision, "fight").chance
    assert (chance.low, chance.high, chance.basis, chance.n) == (0, 1, "unknown", 0)
    assert "decision.unranked_no_chance" in codes(decision.because)
    assert [one.choice for one in decision.options][:3] == [Choice.REFUND, Choice.FIGHT, Choice.TALK]


def test_the_advice_without_a_range_follows_the_evidence():
    assert decide(timeline(strength=FULL), finding("mistaken"), prior=None).choice is Choice.FIGHT
    assert decide(timeline(), finding("mistaken"), prior=None).choice is Choice.TALK
