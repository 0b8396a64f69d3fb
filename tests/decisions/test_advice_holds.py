"""What holds in every situation: the advice is an open course with a reason, and nobody is paid twice or told to talk under a threat."""

from hypothesis import given, settings
from hypothesis import strategies as st

from given import fact
from given_decision import clock, decide, fee, finding, has, prior
from given_timeline import gate, timeline
from yosher.deadlines.model import Basis
from yosher.evidence.model import Strength
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, ClaimFamily, Phase

GATES = ("refund_issued", "rail_not_contestable", "never_shipped", "amount_wrong")
situations = st.fixed_dictionaries(
    {
        "family": st.sampled_from(list(ClaimFamily)),
        "strength": st.sampled_from(list(Strength)),
        "phase": st.sampled_from(list(Phase)),
        "gates": st.lists(st.builds(gate, st.sampled_from(GATES), sum_minor=st.sampled_from([None, 1, 500, 1000])), max_size=2),
        "events": st.lists(st.sampled_from(["threat", "demand"]), max_size=1),
        "kind": st.sampled_from(["right", "partly", "mistaken", "tactical", "unknown"]),
        "owed": st.sampled_from([None, 0, 1, 500, 1000, 2000]),
        "minor": st.sampled_from([0, 1, 1000]),
        "refundable": st.sampled_from([0, 1, 500, 1000]),
        "clock": st.builds(clock, basis=st.sampled_from(list(Basis)), emergency=st.booleans(), overdue=st.booleans()),
        "prior": st.none() | st.builds(prior, st.just("any"), st.just(0.2), st.sampled_from([0.2, 1.0])),
        "fees": st.sampled_from([(), (fee("representment", Money(1500, "USD")),), (fee("first_chargeback", Money(900, "ILS")),)]),
    }
)


def decided(drawn):
    case = timeline(
        drawn["family"],
        strength=drawn["strength"],
        gates=tuple(drawn["gates"]),
        entries=tuple(fact(kind, "2026-11-20") for kind in drawn["events"]),
        denial_={"amount": Money(drawn["minor"], "ILS"), "phase": drawn["phase"]},
    )
    known = {name: drawn[name] for name in ("clock", "prior", "fees")}
    return decide(case, finding(drawn["kind"], owed_minor=drawn["owed"]), refundable=Money(drawn["refundable"], "ILS"), **known)


@given(situations)
@settings(max_examples=300, deadline=None)
def test_the_advice_is_an_open_course_with_a_reason(drawn):
    decision = decided(drawn)
    assert has(decision, decision.choice)
    assert decision.because
    assert all(one.because for one in decision.options)
    assert len({one.choice for one in decision.options}) == len(decision.options)
    assert not decision.chosen_by_owner


@given(situations)
@settings(max_examples=150, deadline=None)
def test_nothing_is_given_back_that_cannot_be(drawn):
    decision = decided(drawn)
    for one in decision.options:
        if one.choice is Choice.REFUND:
            assert 0 < -one.worth.minor <= min(drawn["refundable"], drawn["minor"])
    assert drawn["refundable"] or decision.choice not in (Choice.REFUND, Choice.PARTIAL_REFUND)


@given(situations)
@settings(max_examples=150, deadline=None)
def test_under_a_threat_or_a_lawyers_letter_nobody_is_told_to_talk_or_bargain(drawn):
    assert not drawn["events"] or decided(drawn).choice not in (Choice.TALK, Choice.OFFER)


@given(situations)
@settings(max_examples=150, deadline=None)
def test_no_fight_where_no_answer_is_possible(drawn):
    decision = decided(drawn)
    closed = (
        drawn["clock"].overdue
        or drawn["clock"].basis is Basis.NONE
        or any(one.code == "gate.rail_not_contestable" for one in drawn["gates"])
    )
    assert has(decision, "fight") is not closed
