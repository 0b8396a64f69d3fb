"""The customer is right, wholly or in part: by gates, by records, and by facts that point the same way."""

import pytest

from given import NOW, fact
from given_timeline import contradiction, gate, proof, timeline
from yosher.cases.model import Goods, Transaction
from yosher.customers.finding import find
from yosher.customers.model import Cause, FindingKind
from yosher.evidence.model import Contradiction, Origin, Strength
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily


def codes(reasons):
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("never_shipped", "not_received"),
        ("cancelled_in_time", "cancelled"),
        ("duplicate_same_order", "duplicate"),
        ("return_accepted", "credit_not_processed"),
    ],
)
def test_a_gate_that_settles_the_claim_makes_the_customer_right_about_the_whole(name, family):
    found = find(timeline(family, gates=(gate(name, facts=("f1",)),), strength=Strength.GATE), now=NOW)
    assert (found.kind, found.cause, found.owed_minor) == (FindingKind.RIGHT, Cause.MERCHANT_FAULT, None)
    assert found.favour[0] == Reason(f"gate.{name}", facts=("f1",))


def test_a_gate_wins_over_papers_that_answer_everything():
    papers = (proof("proof_of_delivery", element="not_received.handed_over"),)
    case = timeline(gates=(gate("never_shipped"),), proofs=papers, strength=Strength.ALL_ELEMENTS)
    found = find(case, now=NOW)
    assert found.kind is FindingKind.RIGHT
    assert codes(found.against) == ["finding.claim_answered"]


def test_a_rail_that_takes_no_answer_says_nothing_about_who_is_right():
    assert find(timeline(gates=(gate("rail_not_contestable"),)), now=NOW).kind is FindingKind.UNKNOWN


@pytest.mark.parametrize(
    ("excess", "kind", "owed"),
    [(12500, FindingKind.PARTLY, 12500), (125000, FindingKind.RIGHT, None), (None, FindingKind.RIGHT, None)],
)
def test_an_amount_above_the_agreed_one_is_owed_as_far_as_it_goes(excess, kind, owed):
    found = find(timeline("amount_differs", gates=(gate("amount_wrong", sum_minor=excess),)), now=NOW)
    assert (found.kind, found.owed_minor) == (kind, owed)


def test_what_was_refunded_is_taken_off_the_excess():
    gates = (gate("amount_wrong", sum_minor=12500), gate("refund_issued", sum_minor=10000))
    found = find(timeline("amount_differs", gates=gates), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.PARTLY, 2500)
    assert "finding.refunded_in_part" in codes(found.favour)


def test_a_partly_right_customer_stays_partly_right_when_the_rest_is_shown():
    papers = (proof("signed_receipt", element="amount_differs.total_agreed"),)
    case = timeline("amount_differs", gates=(gate("amount_wrong", sum_minor=100),), proofs=papers, strength=Strength.ALL_ELEMENTS)
    assert find(case, now=NOW).kind is FindingKind.PARTLY


def test_the_excess_that_a_check_states_is_the_part_that_is_owed():
    reason = Reason("contradiction.amount_above_agreed", values={"excess": Money(12500, "ILS")})
    found = find(timeline("amount_differs", contradictions=(Contradiction("amount_above_agreed", reason),)), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.PARTLY, 12500)


@pytest.mark.parametrize("excess", [Money(12500, "USD"), Money(125000, "ILS"), 12500, None])
def test_an_excess_that_is_no_part_of_the_disputed_sum_is_not_a_number_to_pay(excess):
    values = {} if excess is None else {"excess": excess}
    reason = Reason("contradiction.amount_above_agreed", values=values)
    found = find(timeline("amount_differs", contradictions=(Contradiction("amount_above_agreed", reason),)), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.PARTLY, None)


def test_a_part_that_did_not_come_is_owed_but_its_sum_is_not_known():
    found = find(timeline(contradictions=(contradiction("part_shipment"),)), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.PARTLY, None)


def test_never_shipped_and_refunded_is_right_and_already_mended():
    found = find(timeline(gates=(gate("never_shipped"), gate("refund_issued"))), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.RIGHT, 0)
    assert "finding.already_refunded" in codes(found.favour)


def test_a_business_that_says_itself_that_nothing_was_supplied_is_taken_at_its_word():
    found = find(timeline(denial_={"goods": Goods(supplied=False)}), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.RIGHT, Cause.MERCHANT_FAULT)


def test_its_own_word_that_it_was_supplied_settles_nothing():
    assert find(timeline(denial_={"goods": Goods(supplied=True)}), now=NOW).kind is FindingKind.UNKNOWN


@pytest.mark.parametrize("check", ["label_only", "delivery_elsewhere", "delivered_after_denial"])
def test_goods_that_did_not_reach_the_customer_in_time(check):
    found = find(timeline(contradictions=(contradiction(check),)), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.RIGHT, Cause.MERCHANT_FAULT)


def test_a_delivery_promised_for_an_earlier_day_and_never_recorded():
    found = find(timeline(contradictions=(contradiction("promised_by_missed"),)), now=NOW)
    assert found.kind is FindingKind.RIGHT
    assert "finding.nothing_handed_over" in codes(found.favour)


def test_a_late_delivery_that_did_come_is_no_missing_delivery():
    came = fact("delivered", "2026-10-07", origin=Origin.CARRIER)
    found = find(timeline(entries=(came,), contradictions=(contradiction("promised_by_missed"),)), now=NOW)
    assert found.kind is FindingKind.MISTAKEN
    assert "contradiction.promised_by_missed" in codes(found.against)


def test_a_parcel_that_a_neighbour_signed_for_leaves_it_open():
    came = fact("delivered", "2026-10-07", origin=Origin.CARRIER)
    found = find(timeline(entries=(came,), contradictions=(contradiction("signed_by_other"),)), now=NOW)
    assert found.kind is FindingKind.UNKNOWN


def test_a_refund_promised_in_writing_and_not_given():
    found = find(timeline("credit_not_processed", contradictions=(contradiction("refund_promised_not_given"),)), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.RIGHT, Cause.MERCHANT_FAULT)


def stranger(**changes):
    transaction = Transaction(authenticated=changes.pop("authenticated", False))
    return timeline("not_me", denial_={"transaction": transaction}, **changes)


@pytest.mark.parametrize("check", ["avs_mismatch", "cvv_mismatch", "delivery_elsewhere", "other_card_last4"])
def test_nobody_identified_and_something_points_at_a_stranger(check):
    found = find(stranger(contradictions=(contradiction(check),)), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.RIGHT, Cause.THIRD_PARTY_FRAUD)


def test_two_signs_of_a_stranger_are_enough_without_knowing_of_authentication():
    case = stranger(authenticated=None, contradictions=(contradiction("avs_mismatch"), contradiction("delivery_elsewhere")))
    assert find(case, now=NOW).cause is Cause.THIRD_PARTY_FRAUD


@pytest.mark.parametrize("contradictions", [(), (contradiction("avs_mismatch", facts=("f1",)),)])
def test_one_sign_alone_says_nothing_yet(contradictions):
    assert find(stranger(authenticated=None, contradictions=contradictions), now=NOW).kind is FindingKind.UNKNOWN


def test_no_authentication_alone_is_true_of_many_honest_orders():
    assert find(stranger(), now=NOW).kind is FindingKind.UNKNOWN


def test_the_same_fact_seen_by_two_checks_counts_once():
    twice = (contradiction("avs_mismatch", facts=("f1",)), contradiction("cvv_mismatch", facts=("f1",)))
    assert find(stranger(authenticated=None, contradictions=twice), now=NOW).kind is FindingKind.UNKNOWN


def test_the_israeli_gate_puts_the_risk_on_the_business_without_knowing_the_cause():
    found = find(timeline("not_me", gates=(gate("no_authentication_israel"),)), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.RIGHT, Cause.NONE_FOUND)


def test_an_unlisted_check_against_us_is_noted_and_decides_nothing_alone():
    found = find(timeline(contradictions=(contradiction("some_new_check"),)), now=NOW)
    assert found.kind is FindingKind.UNKNOWN
    assert "contradiction.some_new_check" in codes(found.favour)


@pytest.mark.parametrize(
    ("family", "adverse", "kind"),
    [
        ("not_as_described", ("fault_admitted",), FindingKind.RIGHT),
        ("not_as_described", ("customer_pictures", "others_complained"), FindingKind.RIGHT),
        ("not_as_described", ("customer_pictures",), FindingKind.UNKNOWN),
        ("authorization", ("declined_before",), FindingKind.RIGHT),
        ("not_me", ("card_lost_before", "account_new"), FindingKind.RIGHT),
        ("not_me", ("account_new", "ship_to_differs"), FindingKind.UNKNOWN),
        ("duplicate", ("fault_admitted",), FindingKind.UNKNOWN),
    ],
)
def test_adverse_facts_count_where_they_bear_on_the_claim(family, adverse, kind):
    case = timeline(family, adverse=tuple(Reason(f"adverse.{name}", facts=(name,)) for name in adverse))
    assert find(case, now=NOW).kind is kind


def test_adverse_facts_are_told_but_do_not_decide():
    adverse = (Reason("adverse.unanswered_messages"), Reason("adverse.price_rise"), Reason("adverse.late"))
    found = find(timeline("not_me", adverse=adverse), now=NOW)
    assert found.kind is FindingKind.UNKNOWN
    assert set(codes(adverse)) <= set(codes(found.favour))


def test_an_adverse_fact_that_a_check_has_seen_is_not_told_twice():
    case = timeline("not_me", adverse=(Reason("adverse.avs_mismatch"),), contradictions=(contradiction("avs_mismatch"),))
    assert codes(find(case, now=NOW).favour).count("adverse.avs_mismatch") == 0


@pytest.mark.parametrize("family", list(ClaimFamily))
def test_every_family_names_what_it_turns_on(family):
    found = find(timeline(family), now=NOW)
    assert found.would_change_it[0].code == f"finding.turns_on_{family}"
    assert found.family is family
