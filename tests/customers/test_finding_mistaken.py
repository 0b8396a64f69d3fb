"""The claim does not hold: mistaken in good faith, or a lever; and when it takes more before anybody says so."""

import pytest

from given import NOW, described, exhibit, fact, record
from given_timeline import contradiction, gate, proof, timeline
from yosher.cases.model import CustomerRef, Transaction
from yosher.customers.finding import find
from yosher.customers.model import Cause, FindingKind
from yosher.evidence.model import Origin, Strength


def codes(reasons):
    return [reason.code for reason in reasons]


def message(text, when="2026-10-20", **changes):
    return fact("message_in", when, origin=Origin.CUSTOMER, text=text, **changes)


def carrier(kind="delivered", when="2026-10-07"):
    return fact(kind, when, origin=Origin.CARRIER)


def test_a_carrier_that_recorded_the_delivery():
    found = find(timeline(entries=(carrier(),)), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.NONE_FOUND)
    assert codes(found.favour)[0] == "finding.handed_over"
    assert found.owed_minor == 0


@pytest.mark.parametrize("origin", [Origin.MERCHANT, Origin.UNKNOWN])
def test_our_own_word_never_makes_a_customer_wrong(origin):
    case = timeline(entries=(fact("delivered", "2026-10-07", origin=origin),))
    found = find(case, now=NOW)
    assert found.kind is FindingKind.UNKNOWN
    assert "finding.told_by_us_only" in codes(found.against)


def test_a_described_paper_is_our_own_word_and_a_file_is_not():
    told = fact("delivered", "2026-10-07", exhibit="x-proof_of_delivery")
    by_word = timeline(entries=(told,), exhibits=(described("proof_of_delivery"),))
    by_file = timeline(entries=(told,), exhibits=(exhibit("proof_of_delivery"),))
    assert find(by_word, now=NOW).kind is FindingKind.UNKNOWN
    assert find(by_file, now=NOW).kind is FindingKind.MISTAKEN


def test_a_row_of_the_shops_own_export_is_no_independent_record_of_delivery():
    row = fact("delivered", "2026-10-07", origin=Origin.RECORD, record="shipments:S-1")
    found = find(timeline(entries=(row,)), now=NOW)
    assert found.kind is FindingKind.UNKNOWN
    assert "finding.handed_over_own_record" in codes(found.against)
    assert "finding.handed_over" not in codes((*found.favour, *found.against))


def test_a_record_dated_after_now_has_not_happened():
    assert find(timeline(entries=(carrier(when="2026-12-24"),)), now=NOW).kind is FindingKind.UNKNOWN


@pytest.mark.parametrize("check", ["delivery_elsewhere", "delivered_after_denial", "label_only"])
def test_a_delivery_in_doubt_is_not_held_against_the_customer(check):
    found = find(timeline(entries=(carrier(),), contradictions=(contradiction(check),)), now=NOW)
    assert found.kind is FindingKind.RIGHT


def test_papers_that_answer_the_claim_and_a_record_that_supports_it_leave_it_open():
    papers = (proof("proof_of_delivery", element="not_received.handed_over"),)
    case = timeline(proofs=papers, strength=Strength.ALL_ELEMENTS, contradictions=(contradiction("delivered_after_denial"),))
    found = find(case, now=NOW)
    assert found.kind is FindingKind.UNKNOWN
    assert codes(found.favour)[:2] == ["finding.facts_disagree", "contradiction.delivered_after_denial"]
    assert "finding.claim_answered" in codes(found.against)


@pytest.mark.parametrize(
    ("strength", "kind"),
    [
        (Strength.ALL_ELEMENTS, FindingKind.MISTAKEN),
        (Strength.ONE_MISSING, FindingKind.UNKNOWN),
        (Strength.WEAK_OR_DESCRIBED, FindingKind.UNKNOWN),
    ],
)
def test_how_much_the_papers_answer_decides_where_nothing_else_is_known(strength, kind):
    papers = (proof("product_photos", element="not_as_described.sent_matches"),)
    assert find(timeline("not_as_described", proofs=papers, strength=strength), now=NOW).kind is kind


def test_strength_without_a_single_present_paper_answers_nothing():
    papers = (proof("product_photos", "weak"),)
    assert find(timeline("not_as_described", proofs=papers, strength=Strength.ALL_ELEMENTS), now=NOW).kind is FindingKind.UNKNOWN


# -- it was not me ------------------------------------------------------------------------------------------------


def test_identified_by_the_bank_and_used_afterwards():
    papers = (proof("three_ds_authentication_record", element="not_me.participation"),)
    used = fact("used", "2026-10-08", origin=Origin.RECORD)
    found = find(timeline("not_me", entries=(used,), proofs=papers), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.NONE_FOUND)


def test_identified_by_the_bank_alone_is_one_fact():
    papers = (proof("three_ds_authentication_record", element="not_me.participation"),)
    assert find(timeline("not_me", proofs=papers), now=NOW).kind is FindingKind.UNKNOWN


@pytest.mark.parametrize(("confirmed", "told_only"), [(True, False), (False, True)])
def test_authentication_that_is_only_stated_counts_when_the_message_is_confirmed(confirmed, told_only):
    case = timeline("not_me", denial_={"transaction": Transaction(authenticated=True), "confirmed": confirmed})
    assert ("finding.authenticated_told_only" in codes(find(case, now=NOW).against)) is told_only


def test_an_authentication_that_failed_speaks_for_the_customer():
    papers = (proof("three_ds_authentication_record", element="not_me.participation"),)
    case = timeline("not_me", proofs=papers, contradictions=(contradiction("three_ds_failed_or_other_amount"),))
    assert "finding.authenticated" not in codes(find(case, now=NOW).against)


HOUSEHOLD = [
    "אולי הבן שלי הזמין, הוא בן 15, אני לא אישרתי",
    "סליחה, בדקתי ובעלי הזמין",
    "My daughter probably ordered it from my tablet.",
    "It was bought by my wife, I only saw it now.",
]


@pytest.mark.parametrize("claim", HOUSEHOLD)
def test_somebody_at_home_bought_it(claim):
    found = find(timeline("not_me", denial_={"claim": claim}), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.HOUSEHOLD)


@pytest.mark.parametrize(
    "claim", ["It was not my son who ordered this.", "My wife says I ordered it but I did not.", "זה לא הבן שלי שהזמין"]
)
def test_a_denied_or_turned_household_is_no_household(claim):
    assert find(timeline("not_me", denial_={"claim": claim}), now=NOW).kind is FindingKind.UNKNOWN


def test_a_wife_in_a_claim_about_delivery_is_no_household_purchase():
    claim = "My wife ordered it for me and it never came"
    assert find(timeline("not_received", denial_={"claim": claim}), now=NOW).kind is FindingKind.UNKNOWN


EARLIER = tuple(record("transactions", f"2026-0{month}-03", id=f"t{month}", disputed=False) for month in (3, 5))


@pytest.mark.parametrize("claim", ["מה זה החיוב הזה של 349 שח?? אני לא מכיר אתכם בכלל", "I do not recognise this charge. Who are you?"])
def test_an_unknown_name_on_the_statement_of_a_known_customer(claim):
    case = timeline("not_me", denial_={"claim": claim, "transaction": Transaction(descriptor="OAKOLV TLV")}, history=EARLIER)
    found = find(case, now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.DESCRIPTOR)
    assert "finding.descriptor_not_recognised" in codes(found.favour)
    assert "finding.earlier_orders_since" in codes(found.favour)


@pytest.mark.parametrize(
    ("claim", "history"), [("I do not recognise this charge.", ()), ("", EARLIER), ("I do not recognise this charge.", EARLIER[:0])]
)
def test_either_of_the_two_alone_leaves_it_open(claim, history):
    assert find(timeline("not_me", denial_={"claim": claim}, history=history), now=NOW).kind is FindingKind.UNKNOWN


# -- a change of mind ---------------------------------------------------------------------------------------------

REMORSE = ["התחרטתי, כבר לא צריך את זה", "I changed my mind and no longer need it."]


@pytest.mark.parametrize("claim", REMORSE)
def test_a_change_of_mind_with_no_word_of_a_fault(claim):
    found = find(timeline("not_as_described", denial_={"claim": claim}), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.BUYER_REMORSE)


@pytest.mark.parametrize("claim", ["לא התחרטתי, המוצר שבור", "I changed my mind because it arrived broken"])
def test_a_fault_in_the_same_words_is_no_mere_change_of_mind(claim):
    assert find(timeline("not_as_described", denial_={"claim": claim}), now=NOW).kind is FindingKind.UNKNOWN


def test_a_change_of_mind_in_a_cancellation_is_a_right_of_its_own():
    assert find(timeline("cancelled", denial_={"claim": REMORSE[0]}), now=NOW).kind is FindingKind.UNKNOWN
    in_time = timeline("cancelled", denial_={"claim": REMORSE[0]}, gates=(gate("cancelled_in_time"),))
    assert find(in_time, now=NOW).kind is FindingKind.RIGHT


def test_a_message_that_only_we_tell_of_is_not_heard():
    told = fact("message_in", "2026-10-20", text=REMORSE[1])
    assert find(timeline("not_as_described", entries=(told,)), now=NOW).kind is FindingKind.UNKNOWN


def test_a_subscription_that_was_not_understood_and_whose_terms_are_shown():
    papers = (proof("terms_accepted_record", element="cancelled.terms_accepted"),)
    claim = "אני בת 71 ולא הבנתי שזה מנוי, תבטלו לי"
    customer = CustomerRef(protected="senior")
    case = timeline("cancelled", denial_={"claim": claim, "customer": customer}, proofs=papers, strength=Strength.ALL_ELEMENTS)
    found = find(case, now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.MISUNDERSTANDING)
    assert "finding.longer_right_to_cancel" in codes(found.would_change_it)


# -- the money is back already ------------------------------------------------------------------------------------


def refund_on(day, origin=Origin.PROCESSOR):
    back = fact("refund", day, origin=origin, id="f-refund")
    return timeline("credit_not_processed", entries=(back,), gates=(gate("refund_issued", facts=("f-refund",)),))


def test_a_credit_that_had_been_given_before_the_denial_is_a_misunderstanding():
    found = find(refund_on("2026-10-28"), now=NOW)
    assert (found.kind, found.cause, found.owed_minor) == (FindingKind.MISTAKEN, Cause.MISUNDERSTANDING, 0)


def test_a_credit_that_only_we_tell_of_is_noted_until_a_record_shows_it():
    found = find(refund_on("2026-10-28", Origin.MERCHANT), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.UNKNOWN, 0)
    assert "gate.refund_issued" in codes(found.against)


def test_a_credit_given_after_the_denial_was_rightly_missed_and_is_mended():
    found = find(refund_on("2026-11-10"), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.RIGHT, 0)


def test_a_return_that_was_accepted_and_refunded_is_settled():
    gates = (gate("return_accepted"), gate("refund_issued"))
    assert find(timeline("credit_not_processed", gates=gates), now=NOW).kind is FindingKind.MISTAKEN


def test_a_refund_in_another_claim_says_nothing_about_who_was_right():
    found = find(timeline("not_me", gates=(gate("refund_issued"),)), now=NOW)
    assert (found.kind, found.owed_minor) == (FindingKind.UNKNOWN, 0)


def test_a_denial_taken_back_by_the_customer():
    found = find(timeline("not_me", denial_={"claim": "אפשר לבטל את ההכחשה?"}), now=NOW)
    assert (found.kind, codes(found.favour)[0]) == (FindingKind.MISTAKEN, "finding.withdraws")


# -- a lever ------------------------------------------------------------------------------------------------------

CONFIRMED = message("תודה, הספה הגיעה והיא יפה", "2026-10-08", id="m-arrived")
RECEIPT = contradiction("customer_confirmed_receipt", against="customer", facts=("m-arrived",))
PRESSURE = message("אין לי זמן למשחקים שלכם, או שמחזירים היום או שאני מכחיש", "2026-10-25", id="m-pressure")
REGRET = message("I changed my mind, please take it back", "2026-10-20", id="m-regret")


def test_confirmed_receipt_alone_is_a_mistake_not_a_lever():
    assert find(timeline(entries=(CONFIRMED,), contradictions=(RECEIPT,)), now=NOW).kind is FindingKind.MISTAKEN


@pytest.mark.parametrize("second", [PRESSURE, REGRET])
def test_two_independent_signs_make_a_lever(second):
    found = find(timeline(entries=(CONFIRMED, second), contradictions=(RECEIPT,)), now=NOW)
    assert found.kind is FindingKind.TACTICAL
    assert "finding.a_person_confirms" in codes(found.would_change_it)
    assert "finding.confirmed_before_denial" in codes(found.favour)


def test_pressure_without_a_claim_found_wrong_is_an_angry_customer():
    found = find(timeline(entries=(PRESSURE,)), now=NOW)
    assert found.kind is FindingKind.UNKNOWN


def test_pressure_by_a_customer_who_is_right_changes_nothing():
    found = find(timeline(entries=(PRESSURE, REGRET), gates=(gate("never_shipped"),)), now=NOW)
    assert found.kind is FindingKind.RIGHT


def test_one_message_that_shows_both_signs_is_one_fact():
    both = message("It arrived. Refund me today or I file a chargeback.", "2026-10-08", id="m-arrived")
    assert find(timeline(entries=(both,), contradictions=(RECEIPT,)), now=NOW).kind is FindingKind.MISTAKEN


def test_a_confirmation_after_the_denial_is_no_sign_of_a_lever():
    late = message("It has arrived now, thank you", "2026-11-05", id="m-arrived")
    found = find(timeline(entries=(late, PRESSURE), contradictions=(RECEIPT,)), now=NOW)
    assert found.kind is FindingKind.MISTAKEN


def test_a_household_explanation_is_never_a_lever():
    entries = (CONFIRMED, PRESSURE, message("my son ordered it, I see now", "2026-10-26", id="m-son"))
    found = find(timeline("not_me", entries=entries, contradictions=(RECEIPT,)), now=NOW)
    assert (found.kind, found.cause) == (FindingKind.MISTAKEN, Cause.HOUSEHOLD)


def test_use_after_the_cancellation_and_pressure():
    used = fact("used", "2026-10-29", origin=Origin.RECORD, id="f-used")
    found_use = contradiction("use_after_cancellation", against="customer", facts=("f-used",))
    case = timeline("cancelled", entries=(used, PRESSURE), contradictions=(found_use,))
    assert find(case, now=NOW).kind is FindingKind.TACTICAL


def test_a_contradiction_that_rests_on_our_word_alone_is_only_noted():
    told = fact("message_in", "2026-10-08", text="it came", id="m-arrived")
    found = find(timeline(entries=(told,), contradictions=(RECEIPT,)), now=NOW)
    assert found.kind is FindingKind.UNKNOWN


def test_words_that_speak_of_another_claim_do_not_say_which_is_wrong():
    other = contradiction("claim_speaks_of_other_family", against="customer")
    assert find(timeline(contradictions=(other,)), now=NOW).kind is FindingKind.UNKNOWN


def test_unknown_names_the_papers_that_would_decide():
    papers = (proof("proof_of_delivery", "missing"), proof("proof_of_delivery", "missing"), proof("tracking_number", "weak", need="strong"))
    found = find(timeline(proofs=papers), now=NOW)
    named = [reason.values["evidence"] for reason in found.would_change_it if reason.code == "finding.paper_would_show"]
    assert named == ["evidence:proof_of_delivery"]
