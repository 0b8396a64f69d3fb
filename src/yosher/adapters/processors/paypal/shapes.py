"""PayPal's words in ours: statuses, outcomes, stages, channels, reasons. Sources: README.md."""

import re
from collections.abc import Mapping

from yosher.cases.model import Says
from yosher.kernel.words import Network, Phase

EVENTS = ("CUSTOMER.DISPUTE.", "RISK.DISPUTE.")  # the second is the older name

STATUS: Mapping[str, Says] = {
    "OPEN": Says.OPENED,
    "WAITING_FOR_SELLER_RESPONSE": Says.OPENED,
    "WAITING_FOR_BUYER_RESPONSE": Says.UNDER_REVIEW,  # we answered; it is the buyer's turn
    "UNDER_REVIEW": Says.UNDER_REVIEW,
}
RESOLVED = "RESOLVED"

# Of a resolved dispute. `RESOLVED_WITH_PAYOUT` does not say whom PayPal paid: the adjudications do.
OUTCOME: Mapping[str, Says] = {
    "RESOLVED_BUYER_FAVOUR": Says.LOST,
    "RESOLVED_SELLER_FAVOUR": Says.WON,
    "CANCELED_BY_BUYER": Says.WITHDRAWN,
    "ACCEPTED": Says.ACCEPTED,
    "DENIED": Says.WON,
    "NONE": Says.CLOSED,
}
ADJUDICATION: Mapping[str, Says] = {  # in this order: money taken from the seller weighs more than money paid by PayPal
    "RECOVER_FROM_SELLER": Says.LOST,
    "PAYOUT_TO_SELLER": Says.WON,
    "DENY_BUYER": Says.WON,
    "PAYOUT_TO_BUYER": Says.WON,  # PayPal paid the buyer, and not out of the seller's pocket
}

STAGE: Mapping[str, Phase] = {
    "INQUIRY": Phase.INQUIRY,
    "CHARGEBACK": Phase.FIRST_CHARGEBACK,
    "PRE_ARBITRATION": Phase.PRE_ARBITRATION,
    "ARBITRATION": Phase.ARBITRATION,
}
ALERT = "ALERT"  # channel
EXTERNAL = "EXTERNAL"  # channel: the customer went to the bank, not to PayPal

REASON: Mapping[str, str] = {
    "MERCHANDISE_OR_SERVICE_NOT_RECEIVED": "product_not_received",
    "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED": "product_unacceptable",
    "UNAUTHORISED": "fraudulent",
    "CREDIT_NOT_PROCESSED": "credit_not_processed",
    "DUPLICATE_TRANSACTION": "duplicate",
    "INCORRECT_AMOUNT": "general",
    "PAYMENT_BY_OTHER_MEANS": "duplicate",
    "CANCELED_RECURRING_BILLING": "subscription_canceled",
    "PROBLEM_WITH_REMITTANCE": "general",
    "OTHER": "general",
}

# PayPal passes the card network's code on without naming the network; the networks write theirs in different ways.
CARD_CODES: tuple[tuple[re.Pattern[str], Network], ...] = (
    (re.compile(r"1[0-3]\.\d(\.\d)?"), Network.VISA),
    (re.compile(r"48\d\d"), Network.MASTERCARD),
    (re.compile(r"[ACFMPRS]\d\d|FR\d"), Network.AMEX),
    (re.compile(r"UA\d\d|RN2|[A-Z]{2}"), Network.DISCOVER),
)
