"""Braintree's words in ours: statuses, webhook kinds, kinds of dispute, reasons, networks. Sources: README.md."""

from collections.abc import Mapping

from yosher.cases.model import Says
from yosher.kernel.words import Network, Phase

STATUS: Mapping[str, Says] = {
    "open": Says.OPENED,
    "disputed": Says.UNDER_REVIEW,  # our evidence went to the bank
    "under_review": Says.UNDER_REVIEW,
    "accepted": Says.ACCEPTED,
    "auto_accepted": Says.ACCEPTED,
    "expired": Says.EXPIRED,
    "won": Says.WON,
    "lost": Says.LOST,
}
WEBHOOK_PREFIX = "dispute_"  # dispute_opened … dispute_expired: the status in the past tense
WEBHOOK_STATUS: Mapping[str, str] = {"opened": "open"}

KIND: Mapping[str, Phase] = {
    "chargeback": Phase.FIRST_CHARGEBACK,
    "pre_arbitration": Phase.PRE_ARBITRATION,
    "retrieval": Phase.RETRIEVAL,
}
PREVENTED_BY = frozenset({"visa_rdr"})  # pre_dispute_program: refunded by a rule before it became a denial

REASON: Mapping[str, str] = {
    "cancelled_recurring_transaction": "subscription_canceled",
    "credit_not_processed": "credit_not_processed",
    "duplicate": "duplicate",
    "fraud": "fraudulent",
    "general": "general",
    "invalid_account": "general",
    "not_recognized": "unrecognized",
    "product_not_received": "product_not_received",
    "product_unsatisfactory": "product_unacceptable",
    "retrieval": "inquiry",
    "transaction_amount_differs": "general",
}

NETWORK: Mapping[str, Network] = {  # payment-instrument-subtype, without capitals and blanks
    "visa": Network.VISA,
    "mastercard": Network.MASTERCARD,
    "maestro": Network.MASTERCARD,
    "americanexpress": Network.AMEX,
    "amex": Network.AMEX,
    "discover": Network.DISCOVER,
    "dinersclub": Network.DINERS,
    "jcb": Network.JCB,
    "unionpay": Network.UNIONPAY,
    "paypal": Network.PAYPAL,
}
