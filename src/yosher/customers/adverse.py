"""Signs out of adverse facts: what the other side could show, where it bears on this very claim."""

from collections.abc import Iterator

from yosher.customers.known import Known
from yosher.customers.model import Cause
from yosher.customers.sign import Side, Sign, Weight
from yosher.kernel.words import ClaimFamily as Family

# (adverse fact, claim family) → what it shows of this claim. One that is not listed is told to the reader and decides nothing:
# an unanswered message is a fault of ours, and no sign that the parcel did not come.
ADVERSE: dict[tuple[str, Family], tuple[Weight, Cause]] = {
    # An admission of our own people counts against us like a record.
    ("fault_admitted", Family.NOT_AS_DESCRIBED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("fault_admitted_in_paper", Family.NOT_AS_DESCRIBED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("fault_admitted", Family.NOT_RECEIVED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("fault_admitted_in_paper", Family.NOT_RECEIVED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("customer_pictures", Family.NOT_AS_DESCRIBED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("others_complained", Family.NOT_AS_DESCRIBED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("goods_returned", Family.CREDIT_NOT_PROCESSED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("cancellation_asked", Family.CANCELLED): (Weight.SETTING, Cause.MERCHANT_FAULT),
    ("declined_before", Family.AUTHORIZATION): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("declined_before", Family.NOT_ME): (Weight.SETTING, Cause.THIRD_PARTY_FRAUD),
    ("card_lost_before", Family.NOT_ME): (Weight.HINTS, Cause.THIRD_PARTY_FRAUD),
    ("account_new", Family.NOT_ME): (Weight.SETTING, Cause.THIRD_PARTY_FRAUD),
    # A gift goes to another address too.
    ("ship_to_differs", Family.NOT_ME): (Weight.SETTING, Cause.THIRD_PARTY_FRAUD),
}


def adverse_facts_speak(known: Known) -> Iterator[Sign]:
    """One sign for each adverse fact that no check or gate has seen already."""
    seen = {found.check for found in known.timeline.contradictions} | {gate.code.partition(".")[2] for gate in known.timeline.gates}
    for reason in known.timeline.adverse:
        name = reason.code.partition(".")[2]
        if name not in seen:
            weight, cause = ADVERSE.get((name, known.family), (Weight.NOTED, None))
            yield Sign(f"adverse {name}", Side.CUSTOMER, weight, reason, cause)
