"""What each course is worth: exact sums by hand, fee by fee and phase by phase."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given_decision import RULE, codes, decide, fee, finding, has, option, prior, programme
from given_timeline import gate, proof, timeline
from yosher.decisions.model import Costs
from yosher.evidence.model import Strength
from yosher.kernel.money import Money, MoneyError
from yosher.kernel.words import Choice, Language, Phase
from yosher.phrases.say import say

ILS = "ILS"


def ils(minor):
    return Money(minor, ILS)


def bounds(one):
    return one.low, one.worth.minor, one.high


def test_a_fight_without_known_costs_is_the_sum_weighed_by_its_chance():
    fight = option(decide(), "fight")
    assert bounds(fight) == (-75000, -50000, -25000)  # 0.6 × 1,250.00 and 0.2 × 1,250.00
    assert (fight.chance.low, fight.chance.high, fight.chance.basis, fight.chance.n) == (0.4, 0.8, "prior-all_elements", 0)


def test_refund_and_accept_are_certain_and_have_no_chance():
    decision = decide()
    assert bounds(option(decision, "refund")) == (-125000, -125000, -125000)
    assert bounds(option(decision, "accept")) == (-125000, -125000, -125000)
    assert option(decision, "refund").chance is None
    assert option(decision, "accept").chance is None


@pytest.mark.parametrize(
    ("stage", "returned_when", "phase", "low", "high", "accepting"),
    [
        # charged when the denial came, never returned: the same in every course, counted in none
        ("first_chargeback", "never", Phase.FIRST_CHARGEBACK, -75000, -25000, -125000),
        ("first_chargeback", "on a win (unverified)", Phase.FIRST_CHARGEBACK, -75000, -25000, -125000),
        ("first_chargeback", "", Phase.FIRST_CHARGEBACK, -75000, -25000, -125000),
        # returned on a win: at stake
        ("first_chargeback", "on a win", Phase.FIRST_CHARGEBACK, -78000, -26000, -130000),
        # not yet charged: it comes with the denial
        ("first_chargeback", "never", Phase.INQUIRY, -78000, -26000, -130000),
        ("first_chargeback", "never", Phase.ALERT, -80000, -30000, -130000),
        ("first_chargeback", "on a win", Phase.ALERT, -78000, -26000, -130000),
        # for answering
        ("representment", "full win only; a partial win returns nothing", Phase.FIRST_CHARGEBACK, -78000, -26000, -125000),
        ("representment", "never", Phase.FIRST_CHARGEBACK, -80000, -30000, -125000),
        ("representment", "", Phase.FIRST_CHARGEBACK, -80000, -30000, -125000),
        ("representment", "never", Phase.PRE_ARBITRATION, -75000, -25000, -125000),
        ("representment", "never", Phase.INQUIRY, -75000, -25000, -125000),
        # of the last instance
        ("arbitration", "", Phase.FIRST_CHARGEBACK, -75000, -25000, -125000),
        ("arbitration", "", Phase.ARBITRATION, -80000, -30000, -125000),
        ("alert", "", Phase.ALERT, -75000, -25000, -125000),
    ],
)
def test_who_bears_a_fee_of_fifty(stage, returned_when, phase, low, high, accepting):
    decision = decide(timeline(denial_={"phase": phase}), fees=(fee(stage, ils(5000), returned_when=returned_when),))
    assert (option(decision, "fight").low, option(decision, "fight").high) == (low, high)
    assert option(decision, "accept").worth == ils(accepting)
    assert option(decision, "refund").worth == ils(-125000)


def test_a_fee_that_is_charged_already_is_named_in_every_course():
    decision = decide(fees=(fee(low=ils(5000)),))
    for choice in ("refund", "fight", "accept"):
        assert "decision.fee_stays" in codes(option(decision, choice).because)


def test_the_loser_pays_in_arbitration():
    fees = (fee("arbitration", ils(50000), when_charged="loser pays (one source)"),)
    decision = decide(timeline(denial_={"phase": Phase.ARBITRATION}), fees=fees)
    assert (option(decision, "fight").low, option(decision, "fight").high) == (-105000, -35000)
    assert "decision.arbitration_needs_a_yes" in codes(option(decision, "fight").because)


def test_giving_up_an_arbitration_has_its_own_fee():
    fees = (fee("arbitration", ils(15000), when_charged="withdrawal or acceptance"),)
    decision = decide(timeline(denial_={"phase": Phase.ARBITRATION}), fees=fees)
    assert option(decision, "accept").worth == ils(-140000)
    assert option(decision, "fight").high == -25000


def test_a_fee_charged_after_the_decision_is_still_to_come():
    fees = (
        fee(low=ils(5000), when_charged="standard fee, after the claim is decided", returned_when="not charged if decided for the seller"),
    )
    decision = decide(fees=fees)
    assert option(decision, "accept").worth == ils(-130000)
    assert option(decision, "fight").high == -26000


def test_two_sources_of_one_fee_are_a_range_not_a_sum():
    fees = (fee("representment", ils(4000)), fee("representment", ils(6000), when_charged="dispute countered (another page)"))
    fight = option(decide(fees=fees), "fight")
    assert (fight.low, fight.high) == (-81000, -29000)


def test_a_fee_in_the_denials_currency_stands_for_its_foreign_twins():
    fees = (fee("representment", Money(1500, "USD")), fee("representment", ils(5000)), fee("representment", Money(1000, "GBP")))
    decision = decide(fees=fees)
    assert option(decision, "fight").high == -30000
    assert decision.ranked


def test_a_published_range_is_kept_as_a_range():
    fees = (fee("representment", ils(1500), high=ils(4000)),)
    fight = option(decide(fees=fees), "fight")
    assert (fight.low, fight.high) == (-79000, -26500)
    assert "decision.fee_counted_range" in codes(fight.because)


def test_a_share_of_what_is_won_is_paid_on_a_win_only():
    fees = (fee("representment", None, share=0.3, when_charged="share of the recovered amount"),)
    fight = option(decide(fees=fees), "fight")
    assert (fight.low, fight.high) == (-75000 - 15000, -25000 - 30000)


@pytest.mark.parametrize(
    "words", ["programme ECM, month 3", "VAMP excessive merchant, per event", "Smart Disputes: share of the recovered amount"]
)
def test_what_hangs_on_more_than_this_case_is_named_and_not_counted(words):
    decision = decide(fees=(fee(low=ils(200000), when_charged=words),))
    assert option(decision, "fight").low == -75000
    assert "decision.fee_conditional" in codes(option(decision, "fight").because)


@pytest.mark.parametrize("stage", ["first_chargeback", "representment"])
def test_an_unknown_fee_is_said_and_is_not_a_zero_in_silence(stage):
    decision = decide(fees=(fee(stage),))
    assert "decision.fee_unknown" in codes(option(decision, "fight").because)


def test_no_fee_on_record_is_said_too():
    assert "decision.fees_not_listed" in codes(option(decide(), "accept").because)


def test_hours_count_when_both_figures_are_set():
    costs = Costs(hour=ils(15000), hours_to_answer=1.5)
    fight = option(decide(costs=costs), "fight")
    assert (fight.low, fight.high) == (-97500, -47500)
    assert "decision.hours_counted" in codes(fight.because)
    assert "decision.hours_not_set" in codes(option(decide(costs=Costs(hour=ils(15000))), "fight").because)


def test_the_customers_future_counts_against_an_answer_and_never_against_a_refund():
    costs = Costs(future_value=ils(100000), share_kept_after_refund=0.6, share_kept_after_fight=0.2)
    decision = decide(costs=costs)
    assert option(decision, "fight").high == -65000
    assert option(decision, "refund").worth == ils(-125000)
    assert "decision.future_value_not_set" in codes(option(decide(), "fight").because)


def test_a_part_goes_back_and_the_rest_is_weighed():
    partial = option(decide(found=finding("partly", owed_minor=25000)), "partial_refund")
    assert bounds(partial) == (-85000, -65000, -45000)  # 250 + 0.6 × 1,000 and 250 + 0.2 × 1,000
    assert partial.chance.low == 0.4


def test_a_part_without_an_answer_leaves_the_rest_with_the_customer():
    case = timeline(gates=(gate("rail_not_contestable"),))
    assert bounds(option(decide(case, finding("partly", owed_minor=25000)), "partial_refund")) == (-125000, -125000, -125000)


def test_a_talk_is_worth_at_least_the_best_course_without_the_customer():
    decision = decide()
    assert bounds(option(decision, "talk")) == (-75000, -50000, 0)
    right = decide(found=finding("right"))
    assert option(right, "talk").high == -25000  # the fight's good end: what is owed is not counted as saved


def test_an_offer_pays_up_to_the_best_other_course_and_never_below_what_is_owed():
    decision = decide(found=finding("partly", owed_minor=20000))
    made = option(decision, "offer")
    assert bounds(made) == (-50000, -50000, -20000)
    assert {"decision.offer_up_to", "decision.offer_not_below_owed"} <= set(codes(made.because))
    assert not has(decide(found=finding("partly", owed_minor=50000)), "offer")
    assert not has(decide(found=finding("right")), "offer")


def test_what_is_refunded_before_is_not_offered_again():
    decision = decide(found=finding("right"), refundable=ils(25000))
    assert option(decision, "refund").worth == ils(-25000)


def test_nobody_refunds_more_than_was_denied():
    assert option(decide(refundable=ils(999999)), "refund").worth == ils(-125000)


def test_a_refund_in_another_currency_than_the_denial_is_a_mistake_of_the_caller():
    with pytest.raises(MoneyError):
        decide(refundable=Money(1, "USD"))


def test_winning_never_lowers_a_programmes_count():
    records = (programme("VAMP"), programme("VAMP"), programme("ECM"))
    decision = decide(programmes=records)
    named = [reason.values["programme"] for reason in option(decision, "fight").because if reason.code == "decision.ratio_counts_anyway"]
    assert named == ["VAMP, ECM"]
    assert "decision.ratio_counts_anyway" in codes(option(decision, "accept").because)


def test_a_refund_before_the_denial_may():
    decision = decide(timeline(denial_={"phase": Phase.ALERT}), programmes=(programme(),))
    assert "decision.ratio_before_denial" in codes(option(decision, "refund").because)
    assert "decision.ratio_counts_anyway" not in codes(option(decision, "fight").because)


def test_the_reasons_of_an_answer_name_rule_odds_gates_and_papers():
    papers = (
        proof("proof_of_delivery", "missing"),
        proof("tracking_number", "weak", exhibits=("x1",)),
        proof("order_confirmation", need="strong"),
    )
    case = timeline(proofs=papers, gates=(gate("amount_wrong", sum_minor=100),))
    better = (prior("weak_or_described", 0.05, 0.3), prior())
    because = option(decide(case, prior=better[0], priors=better), "fight").because
    by_code = {reason.code: reason for reason in because}
    assert by_code["decision.under_rule"].rule == "visa-13.1"
    assert by_code["decision.paper_is_missing"].values["evidence"] == "evidence:proof_of_delivery"
    assert by_code["decision.paper_is_weak"].facts == ("x1",)
    assert by_code["decision.odds_with_all_elements"].rule == "prior-all_elements"
    assert "gate.amount_wrong" in by_code


def test_an_unlisted_code_does_not_look_certain():
    from_nowhere = decide(rule=replace(RULE, listed=False, code="99.9"))
    assert "decision.rule_not_listed" in codes(option(from_nowhere, "fight").because)


@pytest.mark.parametrize(("language", "says"), [(Language.EN, "names no reason code"), (Language.HE, "לא צוין קוד סיבה")])
def test_a_letter_without_a_code_is_said_to_have_none(language, says):
    because = option(decide(rule=replace(RULE, listed=False, code="")), "fight").because
    assert "decision.rule_not_listed" not in codes(because)
    assert says in say(next(reason for reason in because if reason.code == "decision.no_code"), language)


# -- what holds for every sum and every fee -----------------------------------------------------------------------

sums = st.integers(0, 10**9)
phases = st.sampled_from(list(Phase))
strengths = st.sampled_from(list(Strength))
shares = st.floats(0, 1)
fees = st.lists(
    st.builds(
        lambda stage, low, more, back: fee(stage, ils(low), high=ils(low + more), returned_when=back),
        st.sampled_from(["first_chargeback", "representment", "arbitration", "compliance", "alert", "direct", "new_stage"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from(["never", "on a win", "", "on a win (unverified)"]),
    ),
    max_size=4,
).map(tuple)
kinds = st.sampled_from(["right", "partly", "mistaken", "tactical", "unknown"])


@given(sums, phases, strengths, shares, shares, fees, kinds, st.none() | st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_worths_are_ordered_exact_and_the_same_twice(minor, phase, strength, one, other, charged, kind, owed):
    amount = ils(minor)
    case = timeline(strength=strength, denial_={"amount": amount, "phase": phase})
    odds = prior(strength, min(one, other), max(one, other))
    known = {"fees": charged, "prior": odds, "refundable": amount}
    decision = decide(case, finding(kind, owed_minor=owed), **known)
    assert decision == decide(case, finding(kind, owed_minor=owed), **known)
    assert has(decision, decision.choice)
    for one_option in decision.options:
        if one_option.worth is not None:
            assert one_option.low <= one_option.worth.minor <= one_option.high
        if one_option.chance is not None:
            assert 0 <= one_option.chance.low <= one_option.chance.high <= 1
    if minor:
        assert option(decision, "refund").worth == -amount
        assert kind != "right" or decision.choice is Choice.REFUND
    assert [o.worth.minor for o in decision.options if o.worth] == sorted(
        (o.worth.minor for o in decision.options if o.worth), reverse=True
    )


@given(sums, phases, fees, st.sampled_from(["first_chargeback", "representment", "arbitration", "alert"]))
@settings(max_examples=100, deadline=None)
def test_an_unknown_fee_never_raises_a_worth(minor, phase, charged, stage):
    case = timeline(denial_={"amount": ils(minor), "phase": phase})
    before = decide(case, fees=charged, refundable=ils(minor))
    after = decide(case, fees=(*charged, fee(stage, id="fee-unknown", processor="another")), refundable=ils(minor))
    worths = {one.choice: one for one in before.options}
    for one in after.options:
        old = worths[one.choice]
        assert one.worth is None or one.worth <= old.worth


@given(sums, st.integers(0, 10**6), phases)
@settings(max_examples=80, deadline=None)
def test_a_dearer_fee_never_raises_a_worth(minor, more, phase):
    case = timeline(denial_={"amount": ils(minor), "phase": phase})
    cheap, dear = (decide(case, fees=(fee("representment", ils(cost)),), refundable=ils(minor)) for cost in (1000, 1000 + more))
    assert option(dear, "accept").worth <= option(cheap, "accept").worth
    assert option(dear, "fight").worth <= option(cheap, "fight").worth
