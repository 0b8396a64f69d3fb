"""Which course is advised, in a table of situations: a finding, a strength, a clock, a phase."""

from dataclasses import replace
from datetime import date

import pytest

from given import exhibit, fact
from given_decision import AMOUNT, clock, codes, decide, fee, finding, has, legal, option, prior
from given_timeline import gate, timeline
from yosher.customers.model import Cause
from yosher.deadlines.model import Basis
from yosher.decisions.model import Costs
from yosher.evidence.model import Strength
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, GoodsKind, Phase


@pytest.mark.parametrize("strength", list(Strength))
@pytest.mark.parametrize("minor", [1, 500, 125000, 10_000_000])
def test_where_the_customer_is_right_the_money_goes_back_whatever_the_odds(strength, minor):
    amount = Money(minor, "ILS")
    case = timeline(strength=strength, denial_={"amount": amount})
    decision = decide(case, finding("right"), refundable=amount, prior=prior(strength, 0.9, 1.0))
    assert decision.choice is Choice.REFUND
    assert codes(decision.because)[0] == "decision.customer_is_right"
    assert option(decision, "fight").chance is not None


def test_a_right_customer_who_has_the_money_already_is_not_paid_again():
    decision = decide(timeline(), finding("right"), refundable=Money(0, "ILS"))
    assert decision.choice is Choice.ACCEPT
    assert not has(decision, "refund")


def test_what_was_refunded_is_shown_so_that_it_is_not_paid_twice():
    case = timeline(gates=(gate("refund_issued", facts=("f-refund",)),), strength=Strength.GATE)
    decision = decide(case, finding("right", owed_minor=0), refundable=Money(0, "ILS"), prior=prior("gate", 0.0, 0.05))
    assert decision.choice is Choice.FIGHT
    assert (decision.because[0].code, decision.because[0].facts) == ("decision.send_proof_of_credit", ("f-refund",))
    assert option(decision, "fight").chance.basis == "unknown"
    assert "decision.accept_pays_twice" in codes(option(decision, "accept").because)


def test_a_credit_that_cannot_be_shown_is_asked_about():
    case = timeline(gates=(gate("refund_issued"), gate("rail_not_contestable")))
    decision = decide(case, finding("unknown", owed_minor=0), refundable=Money(0, "ILS"))
    assert (decision.choice, has(decision, "fight")) == (Choice.ACCEPT, False)


@pytest.mark.parametrize(
    ("owed", "refundable", "choice"),
    [
        (12500, 125000, Choice.PARTIAL_REFUND),
        (None, 125000, Choice.OFFER),
        (0, 115000, Choice.FIGHT),
        (12500, 0, Choice.FIGHT),
        (12500, 2500, Choice.PARTIAL_REFUND),
        (125000, 125000, Choice.REFUND),
        (None, 0, Choice.TALK),
    ],
)
def test_a_partly_right_customer(owed, refundable, choice):
    decision = decide(timeline(), finding("partly", owed_minor=owed), refundable=Money(refundable, "ILS"))
    assert decision.choice is choice


@pytest.mark.parametrize("kind", ["mistaken", "tactical"])
@pytest.mark.parametrize("strength", [Strength.ALL_ELEMENTS, Strength.ONE_MISSING])
def test_a_wrong_claim_that_can_be_shown_is_answered(kind, strength):
    decision = decide(timeline(strength=strength), finding(kind, owed_minor=0))
    assert decision.choice is Choice.FIGHT
    assert decision.because[1].facts == ("f1",)


@pytest.mark.parametrize("cause", [Cause.HOUSEHOLD, Cause.DESCRIPTOR, Cause.MISUNDERSTANDING])
def test_a_mistake_in_good_faith_may_end_with_a_call_beside_the_answer(cause):
    shown = decide(timeline(strength=Strength.ALL_ELEMENTS), finding("mistaken", cause=cause))
    thin = decide(timeline(), finding("mistaken", cause=cause))
    assert (shown.choice, thin.choice) == (Choice.FIGHT, Choice.TALK)
    assert "decision.a_call_may_end_it" in codes(shown.because)
    assert "decision.a_call_may_end_it" in codes(thin.because)


def test_a_wrong_claim_with_thin_proof_begins_with_a_talk():
    decision = decide(timeline(), finding("mistaken"), prior=prior("weak_or_described", 0.05, 0.3))
    assert (decision.choice, codes(decision.because)) == (Choice.TALK, ["decision.evidence_is_thin"])


def test_an_unknown_finding_begins_with_a_question():
    decision = decide(timeline(strength=Strength.ALL_ELEMENTS), finding("unknown"))
    assert (decision.choice, codes(decision.because)) == (Choice.TALK, ["decision.ask_before_deciding"])


@pytest.mark.parametrize(
    ("strength", "choice"),
    [
        (Strength.ALL_ELEMENTS, Choice.FIGHT),
        (Strength.WEAK_OR_DESCRIBED, Choice.FIGHT),
        (Strength.JUNK_ONLY, Choice.ACCEPT),
        (Strength.GATE, Choice.ACCEPT),
    ],
)
def test_little_time_leaves_answering_or_accepting_by_the_evidence(strength, choice):
    decision = decide(timeline(strength=strength), finding("unknown"), clock=clock(emergency=True), prior=prior(strength, 0.05, 0.3))
    assert decision.choice is choice


def test_little_time_and_a_counter_fee_above_what_an_answer_may_bring():
    fees = (fee("representment", Money(40000, "ILS")),)
    weak = timeline(strength=Strength.WEAK_OR_DESCRIBED)
    decision = decide(weak, clock=clock(emergency=True), fees=fees, prior=prior("weak_or_described", 0.05, 0.3))
    assert decision.choice is Choice.ACCEPT


@pytest.mark.parametrize(
    "stop",
    [
        {"clock": clock(basis=Basis.NONE, due=None)},
        {"clock": clock(overdue=True)},
        {"case": timeline(gates=(gate("rail_not_contestable"),))},
    ],
)
def test_where_no_answer_is_possible_a_talk_remains(stop):
    decision = decide(stop.get("case"), finding("mistaken"), clock=stop.get("clock", clock()))
    assert decision.choice is Choice.TALK
    assert not has(decision, "fight")
    assert has(decision, "court")
    assert decision.ranked


def test_a_small_sum_that_every_answer_costs_more_than_it_brings_is_let_go():
    small = Money(1500, "ILS")
    case = timeline(strength=Strength.ALL_ELEMENTS, denial_={"amount": small})
    fees = (fee("representment", Money(5500, "ILS")),)
    decision = decide(case, finding("mistaken"), fees=fees, refundable=small)
    assert (decision.choice, codes(decision.because)) == (Choice.ACCEPT, ["decision.answer_costs_more"])
    unchanged = decide(case, finding("mistaken"), fees=(), refundable=small)
    assert unchanged.choice is Choice.FIGHT


@pytest.mark.parametrize(
    ("emergency", "strength", "choice"),
    [
        (False, Strength.JUNK_ONLY, Choice.TALK),
        (False, Strength.WEAK_OR_DESCRIBED, Choice.TALK),
        (True, Strength.JUNK_ONLY, Choice.ACCEPT),
        (False, Strength.GATE, Choice.ACCEPT),
    ],
)
def test_what_is_only_missing_is_asked_for_before_a_sum_is_let_go(emergency, strength, choice):
    """A fight that does not pay today pays with the papers that may still come: the talk goes first while there is time."""
    case = timeline(strength=strength)
    fees = (fee("representment", Money(10000, "ILS")),)
    priors = (prior("all_elements", 0.5, 0.85),)
    decided = decide(case, finding("unknown"), fees=fees, prior=prior(strength, 0.0, 0.05), priors=priors, clock=clock(emergency=emergency))
    assert decided.choice is choice


def test_a_sum_that_no_paper_makes_worth_an_answer_is_let_go_at_once():
    small = Money(1500, "ILS")
    case = timeline(strength=Strength.JUNK_ONLY, denial_={"amount": small})
    fees, priors = (fee("representment", Money(5500, "ILS")),), (prior("all_elements", 0.5, 0.85),)
    decided = decide(case, finding("unknown"), fees=fees, refundable=small, prior=prior("junk_only", 0.0, 0.1), priors=priors)
    assert (decided.choice, codes(decided.because)) == (Choice.ACCEPT, ["decision.answer_costs_more"])


def test_hours_can_make_an_answer_too_dear():
    small = Money(10000, "ILS")
    case = timeline(strength=Strength.ALL_ELEMENTS, denial_={"amount": small})
    costs = Costs(hour=Money(15000, "ILS"), hours_to_answer=1.5)
    assert decide(case, finding("mistaken"), refundable=small, costs=costs).choice is Choice.ACCEPT


@pytest.mark.parametrize(
    ("phase", "kind", "emergency", "choice"),
    [
        (Phase.ALERT, "unknown", False, Choice.REFUND),
        (Phase.INQUIRY, "unknown", True, Choice.REFUND),
        (Phase.INQUIRY, "unknown", False, Choice.TALK),
        (Phase.ALERT, "right", False, Choice.REFUND),
        (Phase.ALERT, "mistaken", False, Choice.FIGHT),
    ],
)
def test_before_it_becomes_a_denial(phase, kind, emergency, choice):
    case = timeline(strength=Strength.ALL_ELEMENTS if kind == "mistaken" else Strength.JUNK_ONLY, denial_={"phase": phase})
    odds = prior("all_elements", 0.4, 0.8) if kind == "mistaken" else prior("junk_only", 0.0, 0.1)
    fees = (fee("first_chargeback", Money(5500, "ILS")), fee("representment", Money(5500, "ILS")))
    decision = decide(case, finding(kind), clock=clock(emergency=emergency), fees=fees, prior=odds)
    assert decision.choice is choice


def test_an_alert_with_a_fair_chance_and_no_fee_is_not_paid_off_unasked():
    case = timeline(strength=Strength.ALL_ELEMENTS, denial_={"phase": Phase.ALERT})
    assert decide(case, finding("unknown")).choice is Choice.TALK


@pytest.mark.parametrize("kind", ["threat", "demand"])
@pytest.mark.parametrize(("found", "choice"), [("unknown", Choice.LAWYER), ("right", Choice.REFUND)])
def test_nobody_talks_alone_under_a_threat_or_a_lawyers_letter(kind, found, choice):
    case = timeline(entries=(fact(kind, "2026-11-20", id="f-t"),))
    decision = decide(case, finding(found))
    assert decision.choice is choice
    grounds = option(decision, "lawyer").because
    assert (grounds[0].code, grounds[0].facts) == (f"decision.lawyer_{kind}", ("f-t",))


def test_what_is_owed_is_paid_back_in_spite_of_a_threat():
    case = timeline(entries=(fact("threat", "2026-11-20"),))
    assert "decision.refund_owed_despite_threat" in codes(decide(case, finding("right")).because)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"legal": (legal("small_claims_limit", "1250"),)}, "decision.lawyer_small_claims"),
        ({"legal": (legal("small_claims_limit", "1250.01"),)}, None),
        ({"legal": (legal("small_claims_limit", "125000", unit="ILS minor"),)}, "decision.lawyer_small_claims"),
        ({"legal": (legal("small_claims_limit", "125001", unit="ILS minor"),)}, None),
        ({"legal": (legal("small_claims_limit", "14", unit="days"),)}, None),
        ({"costs": Costs(lawyer_from=AMOUNT)}, "decision.lawyer_owners_line"),
        ({"costs": Costs(lawyer_from=Money(125001, "ILS"))}, None),
        ({"costs": Costs(monthly_turnover=Money(2500000, "ILS"), turnover_share=0.05)}, "decision.lawyer_turnover"),
        ({"costs": Costs(monthly_turnover=Money(2500100, "ILS"), turnover_share=0.05)}, None),
        ({"costs": Costs(lawyer_from=Money(1, "USD"))}, None),
        ({"legal": (legal("small_claims_limit", "0.01", unit="share"),)}, None),
    ],
)
def test_when_to_turn_to_a_lawyer(more, code):
    decision = decide(**more)
    assert has(decision, "lawyer") is (code is not None)
    if code:
        assert code in codes(option(decision, "lawyer").because)


def test_an_old_figure_of_the_law_is_shown_as_old():
    from_2024 = legal("small_claims_limit", "1000", stale_after=date(2025, 1, 1))
    assert "decision.lawyer_small_claims_old_figure" in codes(option(decide(legal=(from_2024,)), "lawyer").because)


def test_a_refused_cancellation_in_time_where_the_law_knows_damages():
    case = timeline("cancelled", gates=(gate("cancelled_in_time"),), strength=Strength.GATE)
    law = (legal("exemplary_damages", "10000"), legal("exemplary_damages_repeated", "50000"))
    grounds = option(decide(case, finding("right"), legal=law), "lawyer").because
    assert grounds[0].values["limit"] == Money(5000000, "ILS")


@pytest.mark.parametrize(
    ("business", "code"),
    [("company", "decision.court_company"), ("sole_trader", "decision.court_individual"), (None, "decision.court_depends_on_business")],
)
def test_which_court_hears_a_claim_of_our_own(business, code):
    case = timeline(gates=(gate("rail_not_contestable"),))
    decision = decide(case, finding("tactical"), business=business, legal=(legal("small_claims_limit", "37700"),))
    assert code in codes(option(decision, "court").because)


def test_replacement_is_a_course_where_goods_did_not_come_and_nobody_is_found_wrong():
    goods = replace(timeline().denial.goods, kind=GoodsKind.PHYSICAL)
    case = timeline(denial_={"goods": goods})
    assert has(decide(case, finding("right")), "replace")
    assert not has(decide(case, finding("mistaken")), "replace")
    assert not has(decide(timeline("not_me", denial_={"goods": goods}), finding("right")), "replace")


def test_one_exhibit_more_can_turn_the_advice():
    thin = decide(timeline(), finding("mistaken"))
    shown = decide(timeline(strength=Strength.ALL_ELEMENTS, exhibits=(exhibit("proof_of_delivery"),)), finding("mistaken"))
    assert (thin.choice, shown.choice) == (Choice.TALK, Choice.FIGHT)
