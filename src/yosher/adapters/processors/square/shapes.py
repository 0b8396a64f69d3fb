"""Square's words in ours: states, reasons, card brands. Sources: README.md."""

from collections.abc import Mapping

from yosher.cases.model import Says
from yosher.kernel.words import Network, Phase

# Events that bring a dispute; those of its evidence may come without it.
DISPUTE_EVENTS = ("dispute.created", "dispute.state.")

STATE: Mapping[str, tuple[Says, Phase]] = {
    "INQUIRY_EVIDENCE_REQUIRED": (Says.OPENED, Phase.INQUIRY),
    "INQUIRY_PROCESSING": (Says.UNDER_REVIEW, Phase.INQUIRY),
    "INQUIRY_CLOSED": (Says.CLOSED, Phase.INQUIRY),
    "EVIDENCE_REQUIRED": (Says.OPENED, Phase.FIRST_CHARGEBACK),
    "PROCESSING": (Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK),
    "WON": (Says.WON, Phase.FIRST_CHARGEBACK),
    "LOST": (Says.LOST, Phase.FIRST_CHARGEBACK),
    "ACCEPTED": (Says.ACCEPTED, Phase.FIRST_CHARGEBACK),
}

REASON: Mapping[str, str] = {
    "AMOUNT_DIFFERS": "general",
    "CANCELLED": "credit_not_processed",  # "attempted to return the goods or cancel the service"
    "DUPLICATE": "duplicate",
    "NO_KNOWLEDGE": "fraudulent",
    "NOT_AS_DESCRIBED": "product_unacceptable",
    "NOT_RECEIVED": "product_not_received",
    "PAID_BY_OTHER_MEANS": "duplicate",
    "CUSTOMER_REQUESTS_CREDIT": "credit_not_processed",
    "EMV_LIABILITY_SHIFT": "fraudulent",
}
NOT_ANSWERABLE = frozenset({"EMV_LIABILITY_SHIFT"})  # "You cannot challenge this dispute"

NETWORK: Mapping[str, Network] = {
    "VISA": Network.VISA,
    "MASTERCARD": Network.MASTERCARD,
    "AMERICAN_EXPRESS": Network.AMEX,
    "DISCOVER": Network.DISCOVER,
    "DISCOVER_DINERS": Network.DINERS,
    "JCB": Network.JCB,
    "CHINA_UNIONPAY": Network.UNIONPAY,
}
