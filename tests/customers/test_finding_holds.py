"""What holds for every timeline: no crash, the same answer twice, our word alone moves nothing, sums stay in bounds."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from given import NOW, fact
from given_timeline import contradiction, gate, proof, timeline
from yosher.cases.model import Transaction
from yosher.customers.contradicted import AGAINST_CUSTOMER, AGAINST_US
from yosher.customers.finding import find
from yosher.customers.model import FindingKind
from yosher.customers.sign import Side, Sign, Weight
from yosher.customers.weigh import carries
from yosher.evidence.model import Origin, Strength
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, EventKind

AMOUNT = 125000
DAYS = ("2026-10-01", "2026-10-20", "2026-11-01", "2026-11-10", "2026-12-30", None)
CLAIMS = ("", "לא קיבלתי", "my son ordered it", "התחרטתי", "I do not recognise it", "refund me or I dispute", "broken")

facts = st.builds(
    lambda n, kind, day, origin, text: fact(kind, day, origin=origin, id=f"f{n}", text=text),
    st.integers(0, 9),
    st.sampled_from(list(EventKind)),
    st.sampled_from(DAYS),
    st.sampled_from(list(Origin)),
    st.sampled_from(CLAIMS),
)
checks = st.sampled_from([*sorted({check for check, _ in (*AGAINST_US, *AGAINST_CUSTOMER)}), "unheard_of"])
contradictions = st.builds(
    lambda check, against, ref: contradiction(check, against=against, facts=ref),
    checks,
    st.sampled_from(["us", "customer"]),
    st.sampled_from([(), ("f1",), ("f2", "f3")]),
)
GATES = ("never_shipped", "cancelled_in_time", "amount_wrong", "duplicate_same_order", "return_accepted", "refund_issued")
gates = st.builds(
    lambda name, part: gate(name, sum_minor=part),
    st.sampled_from((*GATES, "rail_not_contestable", "no_authentication_israel", "unheard_of")),
    st.sampled_from([None, 1, 60000, AMOUNT, AMOUNT + 1]),
)
proofs = st.builds(
    proof, st.sampled_from(["proof_of_delivery", "three_ds_authentication_record"]), st.sampled_from(["present", "weak", "missing"])
)
timelines = st.builds(
    lambda family, strength, claim, authenticated, **parts: timeline(
        family, strength=strength, denial_={"claim": claim, "transaction": Transaction(authenticated=authenticated)}, **parts
    ),
    st.sampled_from(list(ClaimFamily)),
    st.sampled_from(list(Strength)),
    st.sampled_from(CLAIMS),
    st.sampled_from([None, True, False]),
    entries=st.lists(facts, max_size=5).map(tuple),
    contradictions=st.lists(contradictions, max_size=3).map(tuple),
    gates=st.lists(gates, max_size=2).map(tuple),
    proofs=st.lists(proofs, max_size=2).map(tuple),
)


@given(timelines)
@settings(max_examples=150, deadline=None)
def test_every_timeline_gets_the_same_finding_twice_with_its_reasons(case):
    found = find(case, now=NOW)
    assert found == find(case, now=NOW)
    assert found.favour
    assert found.would_change_it
    assert found.owed_minor is None or 0 <= found.owed_minor <= AMOUNT


@given(timelines, st.sampled_from(list(EventKind)), st.sampled_from(CLAIMS))
@settings(max_examples=150, deadline=None)
def test_one_more_thing_that_only_we_say_never_turns_a_finding_against_the_customer(case, kind, text):
    before = find(case, now=NOW)
    ours = fact(kind, "2026-10-02", origin=Origin.MERCHANT, id="f-ours", text=text)
    after = find(replace(case, entries=(*case.entries, ours)), now=NOW)
    wrong = (FindingKind.MISTAKEN, FindingKind.TACTICAL)
    # A denial notice sets the day of the denial and is no proof of anything; the rest of our telling decides nothing.
    assert kind is EventKind.DENIAL_NOTICE or (after.kind in wrong) <= (before.kind in wrong)


signs = st.builds(
    lambda name, side, weight, ref: Sign(name, side, weight, Reason("finding.used", facts=ref)),
    st.sampled_from("abcd"),
    st.sampled_from(list(Side)),
    st.sampled_from(list(Weight)),
    st.sampled_from([(), ("1",), ("2",)]),
)


@given(st.lists(signs, max_size=6), signs)
@settings(max_examples=150)
def test_one_more_sign_never_makes_its_side_lighter(some, more):
    assert carries([*some, more], more.side) >= carries(some, more.side)


@given(st.lists(signs.filter(lambda sign: sign.weight < Weight.HINTS), max_size=8), st.sampled_from(list(Side)))
@settings(max_examples=60)
def test_settings_and_notes_alone_never_show_anything(some, side):
    assert carries(some, side) < Weight.HINTS
