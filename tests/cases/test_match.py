"""Which messages are one dispute and which are two: each pair in both directions, beside its nearest neighbour."""

from itertools import permutations
from typing import Any

import pytest

from cases.messages import SUM, case_of, message
from yosher.cases.match import is_about
from yosher.cases.merge import same_dispute
from yosher.cases.model import Denial, Says, Transaction
from yosher.kernel.money import Money
from yosher.kernel.words import Phase

DENIED = message(Says.OPENED, "2026-11-03")
HALF = Money(5000, "USD")


def other(says: Says = Says.OPENED, phase: Phase = Phase.FIRST_CHARGEBACK, **changes: Any) -> Denial:
    """Another message about the same payment, with an id of its own."""
    return message(says, "2026-11-04", phase, **({"ref": "x_9"} | changes))


def by_order(ref: str, source: str, *, payment: str | None = None, **transaction: Any) -> Denial:
    """A message that names the order, but not the payment as the other source does."""
    known = Transaction(order="A-77", **transaction)
    return message(Says.OPENED, "2026-11-03", ref=ref, source=source, payment_ref=payment, transaction=known)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (DENIED, other(ref="dp_1", payment_ref=None, amount=HALF)),  # the source's own id decides
        (DENIED, other(Says.ALERT, Phase.ALERT)),
        (DENIED, other(Says.FRAUD_REPORT, Phase.ALERT)),
        (DENIED, other(Says.FRAUD_REPORT, Phase.ALERT, amount=Money(0, "USD"))),
        (DENIED, other(Says.PREVENTED, Phase.ALERT)),
        (DENIED, other(phase=Phase.INQUIRY)),
        (DENIED, other(phase=Phase.RETRIEVAL)),
        (DENIED, other(source="manual")),  # one denial, told by the processor and typed from a letter
        (DENIED, other(phase=Phase.PRE_ARBITRATION, source="manual")),
        (other(ref="form-1", source="manual"), other(ref="form-2", source="manual", code="10.4")),  # a letter typed again, with its code
        (other(ref="form-1", source="manual"), other(ref="form-2", source="manual", phase=Phase.PRE_ARBITRATION)),
        (other(Says.ALERT, Phase.ALERT, ref="a_1"), other(Says.ALERT, Phase.ALERT, ref="a_2")),  # two networks warn of one payment
        (DENIED, other(ref="dp_1", source="csv", payment_ref=None)),  # a table names it by the processor's own id
        (by_order("dp_1", "stripe", payment="ch_1"), by_order("row-1", "csv", payment="T-5")),  # ids of two sources are not comparable
        (
            message(Says.ALERT, "2026-11-01", Phase.ALERT, payment_ref=None, transaction=Transaction(arn="7" * 23)),
            message(Says.OPENED, "2026-11-03", payment_ref=None, transaction=Transaction(arn="7" * 23)),
        ),
    ],
)
def test_one_dispute(one: Denial, two: Denial) -> None:
    assert same_dispute(one, case_of(two))
    assert same_dispute(two, case_of(one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (DENIED, other()),  # a second denial of the same payment in the same source
        (DENIED, other(amount=HALF)),
        (DENIED, other(amount=HALF, source="manual")),
        (DENIED, other(phase=Phase.PRE_ARBITRATION)),  # within one source a dispute keeps its id
        (DENIED, other(phase=Phase.DIRECT, source="manual")),  # a demand runs beside the card's dispute, with a date of its own
        (DENIED, other(Says.ALERT, Phase.ALERT, payment_ref="ch_2")),
        (DENIED, other(Says.ALERT, Phase.ALERT, amount=HALF)),
        (DENIED, other(Says.ALERT, Phase.ALERT, amount=Money(SUM.minor, "ILS"))),
        (DENIED, other(Says.FRAUD_REPORT, Phase.ALERT, amount=Money(0, "USD"), payment_ref="ch_2")),
        (other(phase=Phase.INQUIRY, ref="i_1"), other(phase=Phase.INQUIRY, ref="i_2")),
        (other(ref="R-1", source="manual"), other(ref="R-2", source="manual")),  # the letters name two denials
        (other(ref="form-1", source="manual"), other(ref="form-2", source="manual", amount=HALF)),
        (DENIED, other(ref="dp_1", source="csv", payment_ref=None, amount=HALF)),  # the same number with another sum is no proof
        (DENIED, other(ref="dp_1", source="adyen", payment_ref=None)),  # two processors count each for itself
        (DENIED, other(source="manual", payment_ref=None)),  # nothing names the payment
        (by_order("dp_1", "stripe", payment="ch_1"), by_order("dp_2", "stripe", payment="ch_2")),  # two instalments of one order
        (by_order("dp_1", "stripe", last4="4242"), by_order("row-1", "csv", last4="1881")),
        (by_order("dp_1", "stripe", arn="1" * 23), by_order("row-1", "csv", arn="2" * 23)),
    ],
)
def test_two_disputes(one: Denial, two: Denial) -> None:
    assert not same_dispute(one, case_of(two))
    assert not same_dispute(two, case_of(one))


def test_an_alert_does_not_tie_two_denials_of_one_payment_together() -> None:
    alert, first, second = message(Says.ALERT, "2026-11-01", Phase.ALERT), DENIED, other(ref="dp_2")
    for one, two in permutations((first, second)):
        assert same_dispute(one, case_of(alert))
        assert not same_dispute(two, case_of(alert, one))


def test_nothing_is_about_nothing() -> None:
    assert not is_about(DENIED, ())
