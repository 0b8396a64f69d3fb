"""Signs out of contradictions: each named check of the evidence room, weighed by the claim that it touches."""

from collections.abc import Iterator

from yosher.customers.known import Known
from yosher.customers.model import Cause
from yosher.customers.sign import Side, Sign, Weight
from yosher.evidence.model import Contradiction
from yosher.kernel.money import Money
from yosher.kernel.words import ClaimFamily as Family

_Row = tuple[Weight, Cause | None]

# (check, claim family) → what it shows of this claim. A check that breaks our account, in a family where it is not listed, puts
# our papers in doubt (the evidence room lowers them) without saying that the customer is right: SETTING.
AGAINST_US: dict[tuple[str, Family], _Row] = {
    ("label_only", Family.NOT_RECEIVED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("delivery_elsewhere", Family.NOT_RECEIVED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("delivered_after_denial", Family.NOT_RECEIVED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("went_back_to_sender", Family.NOT_RECEIVED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("service_after_denial", Family.NOT_RECEIVED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("signed_by_other", Family.NOT_RECEIVED): (Weight.HINTS, None),
    ("promised_by_missed", Family.NOT_RECEIVED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("part_shipment", Family.NOT_RECEIVED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("refund_promised_not_given", Family.CREDIT_NOT_PROCESSED): (Weight.SETTLES, Cause.MERCHANT_FAULT),
    ("return_on_record", Family.CREDIT_NOT_PROCESSED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("cancelled_before_renewal", Family.CANCELLED): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("cancellation_on_record", Family.CANCELLED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("cancellation_not_answered", Family.CANCELLED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("notice_after_renewal", Family.CANCELLED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("terms_accepted_after_sale", Family.CANCELLED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("terms_version_later_than_sale", Family.CANCELLED): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("amount_above_agreed", Family.AMOUNT_DIFFERS): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("paid_twice", Family.DUPLICATE): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("same_minute_same_basket", Family.DUPLICATE): (Weight.HINTS, Cause.MERCHANT_FAULT),
    ("wrong_currency", Family.PROCESSING_ERROR): (Weight.SHOWS, Cause.MERCHANT_FAULT),
    ("avs_mismatch", Family.NOT_ME): (Weight.HINTS, Cause.THIRD_PARTY_FRAUD),
    ("cvv_mismatch", Family.NOT_ME): (Weight.HINTS, Cause.THIRD_PARTY_FRAUD),
    ("delivery_elsewhere", Family.NOT_ME): (Weight.HINTS, Cause.THIRD_PARTY_FRAUD),
    ("other_card_last4", Family.NOT_ME): (Weight.HINTS, Cause.THIRD_PARTY_FRAUD),
    ("three_ds_failed_or_other_amount", Family.NOT_ME): (Weight.HINTS, Cause.THIRD_PARTY_FRAUD),
}
# Whatever the claim: a promise of money is a promise, a second payment is a second payment.
AGAINST_US_ANYWHERE: dict[str, _Row] = {
    "refund_promised_not_given": (Weight.SHOWS, Cause.MERCHANT_FAULT),
    "paid_twice": (Weight.SHOWS, Cause.MERCHANT_FAULT),
    "amount_above_agreed": (Weight.SHOWS, Cause.MERCHANT_FAULT),
}
# Those that touch a part of the sum and leave the rest.
_IN_PART = ("part_shipment", "amount_above_agreed")

AGAINST_CUSTOMER: dict[tuple[str, Family], _Row] = {
    ("customer_confirmed_receipt", Family.NOT_RECEIVED): (Weight.SETTLES, None),
    ("customer_confirmed_receipt", Family.NOT_ME): (Weight.SHOWS, None),
    ("use_after_cancellation", Family.CANCELLED): (Weight.SHOWS, None),
    ("login_after_claimed_loss", Family.NOT_ME): (Weight.HINTS, None),
}
# Says that words and code do not fit together, not which of them is wrong; or is no answer to this claim.
_NO_ANSWER = ("claim_speaks_of_other_family", "customer_confirmed_receipt")


def contradictions_speak(known: Known) -> Iterator[Sign]:
    """One sign for each contradiction of an account. One that rests on the business's own telling alone never speaks against a customer."""
    for found in known.timeline.contradictions:
        if found.against == "denial":  # two sums that do not fit say nothing on who is right
            continue
        yield _against_customer(known, found) if found.against == "customer" else _against_us(known, found)


def _against_us(known: Known, found: Contradiction) -> Sign:
    plain: _Row = AGAINST_US_ANYWHERE.get(found.check, (Weight.SETTING, None))
    weight, cause = AGAINST_US.get((found.check, known.family), plain)
    part = found.check in _IN_PART
    return Sign(found.check, Side.CUSTOMER, weight, found.reason, cause, part=part, owed_minor=_excess(known, found) if part else None)


def _excess(known: Known, found: Contradiction) -> int | None:
    """The part as the check states it, where that is less than the disputed sum."""
    excess, disputed = found.reason.values.get("excess"), known.timeline.denial.amount
    if not isinstance(excess, Money) or excess.currency != disputed.currency:
        return None
    return excess.minor if 0 < excess.minor < disputed.minor else None


def _against_customer(known: Known, found: Contradiction) -> Sign:
    plain: _Row = (Weight.NOTED, None) if found.check in _NO_ANSWER else (Weight.HINTS, None)
    weight, cause = AGAINST_CUSTOMER.get((found.check, known.family), plain)
    if not known.stands(found.reason.facts):
        weight = Weight.NOTED
    return Sign(found.check, Side.BUSINESS, weight, found.reason, cause)
