"""Stripe's words in ours: statuses, reasons, networks, currencies, headers of the export. Sources: README.md."""

from collections.abc import Mapping

from yosher.cases.door.tables import Columns
from yosher.cases.model import Says
from yosher.kernel.words import Network, Phase

STATUS: Mapping[str, Says] = {
    "warning_needs_response": Says.OPENED,
    "warning_under_review": Says.UNDER_REVIEW,
    "warning_closed": Says.CLOSED,
    "needs_response": Says.OPENED,
    "under_review": Says.UNDER_REVIEW,
    "appeal_needs_response": Says.OPENED,
    "appeal_under_review": Says.UNDER_REVIEW,
    "won": Says.WON,
    "lost": Says.LOST,
    "prevented": Says.PREVENTED,
    "charge_refunded": Says.REFUNDED,  # gone from the newest version, still in older ones
}
NEEDS_ANSWER = frozenset({"warning_needs_response", "needs_response", "appeal_needs_response"})

CASE_TYPE: Mapping[str, Phase] = {
    "inquiry": Phase.INQUIRY,
    "chargeback": Phase.FIRST_CHARGEBACK,
    "compliance": Phase.COMPLIANCE,
    "block": Phase.ALERT,  # stopped before it became a denial
    "resolution": Phase.ALERT,  # refunded by a rule of the network before it became a denial
}

REASON: Mapping[str, str] = {
    "bank_cannot_process": "general",
    "check_returned": "general",
    "credit_not_processed": "credit_not_processed",
    "customer_initiated": "general",
    "debit_not_authorized": "fraudulent",
    "duplicate": "duplicate",
    "fraudulent": "fraudulent",
    "general": "general",
    "incorrect_account_details": "general",
    "insufficient_funds": "general",
    "noncompliant": "noncompliant",
    "product_not_received": "product_not_received",
    "product_unacceptable": "product_unacceptable",
    "subscription_canceled": "subscription_canceled",
    "unrecognized": "unrecognized",
}

NETWORK: Mapping[str, Network] = {
    "visa": Network.VISA,
    "mastercard": Network.MASTERCARD,
    "amex": Network.AMEX,
    "american_express": Network.AMEX,
    "discover": Network.DISCOVER,
    "diners": Network.DINERS,
    "diners_club": Network.DINERS,
    "jcb": Network.JCB,
    "unionpay": Network.UNIONPAY,
    "paypal": Network.PAYPAL,
    "klarna": Network.KLARNA,
    "cashapp": Network.CASH_APP_PAY,
}

# Published pages disagree on these (the rulebook's conflicts): the digits of the rulebook's record, both always 0, or these.
# What is no whole hundred can only be the latter.
DIGITS_DOUBTFUL: Mapping[str, int] = {"UGX": 0}

DISPUTE_EVENTS = "charge.dispute."
FRAUD_EVENTS = "radar.early_fraud_warning."
MONEY_MOVED = frozenset({"charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated"})

# The user of the dashboard picks the columns, and each export has its own names for them: best first.
COLUMNS: Columns = {
    "dispute": ("dispute id", "dispute", "id"),
    "charge": ("charge id", "charge", "payment id", "source id"),
    "intent": ("paymentintent id", "payment intent id", "payment intent", "paymentintent"),
    "amount": ("disputed amount", "dispute amount", "amount disputed", "amount"),
    "paid": ("charge amount", "payment amount", "amount"),
    "currency": ("disputed currency", "dispute currency", "currency"),
    "status": ("dispute status", "status"),
    "reason": ("dispute reason", "reason"),
    "code": ("network reason code", "reason code", "network code"),
    "created": ("dispute created", "dispute date", "disputed on", "created", "created date", "date"),
    "due": ("due by", "dispute evidence due", "evidence due by", "evidence due", "respond by", "due date"),
    "brand": ("card brand", "network", "card network", "payment method brand"),
    "method": ("payment method type", "payment method"),
    "last4": ("card last4", "last4", "card last 4", "last 4"),
    "case type": ("case type", "dispute type"),
    "email": ("customer email", "email", "receipt email"),
    "name": ("customer name", "customer description", "card name", "name"),
    "customer": ("customer id", "customer"),
    "descriptor": ("statement descriptor",),
    "order": ("order id", "order id (metadata)", "order number (metadata)", "order number"),
    "win likelihood": ("win likelihood",),
    "past due": ("past due",),
    "submissions": ("submission count",),
    "has evidence": ("has evidence",),
}
# Headers that only Stripe's exports have; the others are everybody's.
OWN_COLUMNS = frozenset({"win likelihood", "past due", "submissions", "has evidence", "intent"})

# What the dashboard shows instead of the API's word, besides blanks for underscores.
SHOWN_STATUS: Mapping[str, str] = {
    "inquiry": "warning_needs_response",
    "inquiry_needs_response": "warning_needs_response",
    "inquiry_under_review": "warning_under_review",
    "inquiry_closed": "warning_closed",
    "appeal": "appeal_needs_response",
    "needs_your_response": "needs_response",
    "response_needed": "needs_response",
}
