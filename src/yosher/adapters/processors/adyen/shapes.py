"""Adyen's words in ours: events, statuses, record types, schemes, currencies, report columns. Sources: README.md."""

from collections.abc import Mapping

from yosher.cases.door.tables import Columns
from yosher.cases.model import Says
from yosher.kernel.words import Network, Phase

# eventCode → what it says by itself, and where the dispute then stands.
EVENT: Mapping[str, tuple[Says, Phase]] = {
    "REQUEST_FOR_INFORMATION": (Says.OPENED, Phase.RETRIEVAL),
    "NOTIFICATION_OF_FRAUD": (Says.FRAUD_REPORT, Phase.ALERT),
    "NOTIFICATION_OF_CHARGEBACK": (Says.OPENED, Phase.FIRST_CHARGEBACK),
    "CHARGEBACK": (Says.OPENED, Phase.FIRST_CHARGEBACK),
    "INFORMATION_SUPPLIED": (Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK),
    # The money is back, but "this stage is not final": the issuer may still charge back a second time.
    "CHARGEBACK_REVERSED": (Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK),
    "ISSUER_RESPONSE_TIMEFRAME_EXPIRED": (Says.WON, Phase.FIRST_CHARGEBACK),
    "DISPUTE_DEFENSE_PERIOD_ENDED": (Says.EXPIRED, Phase.FIRST_CHARGEBACK),
    "ISSUER_COMMENTS": (Says.UPDATED, Phase.FIRST_CHARGEBACK),
    "SECOND_CHARGEBACK": (Says.LOST, Phase.PRE_ARBITRATION),
    "PREARBITRATION_OPEN": (Says.OPENED, Phase.PRE_ARBITRATION),
    "PREARBITRATION_DECLINED": (Says.UNDER_REVIEW, Phase.PRE_ARBITRATION),
    "PREARBITRATION_WON": (Says.WON, Phase.PRE_ARBITRATION),
    "PREARBITRATION_LOST": (Says.LOST, Phase.PRE_ARBITRATION),
    "PREARBITRATION_ACCEPTED": (Says.ACCEPTED, Phase.PRE_ARBITRATION),
    "PREARBITRATION_ISSUER_WITHDRAWN": (Says.WITHDRAWN, Phase.PRE_ARBITRATION),
}

# disputeStatus where it says more than the event. `Undefended` and `Unresponded` leave the event's own meaning.
STATUS: Mapping[str, Says] = {
    "Responded": Says.UNDER_REVIEW,
    "Pending": Says.UNDER_REVIEW,
    "Expired": Says.EXPIRED,
    "Accepted": Says.ACCEPTED,
    "Lost": Says.LOST,
    "Won": Says.WON,
}
NEUTRAL_STATUS = frozenset({"", "Undefended", "Unresponded"})

# Events that are said to the end by their code, which the signature covers; the unsigned status refines the other ones only.
REFINED_BY_STATUS = frozenset(
    {
        "NOTIFICATION_OF_CHARGEBACK",
        "CHARGEBACK",
        "REQUEST_FOR_INFORMATION",
        "INFORMATION_SUPPLIED",
        "CHARGEBACK_REVERSED",
        "DISPUTE_DEFENSE_PERIOD_ENDED",
        "ISSUER_RESPONSE_TIMEFRAME_EXPIRED",
    }
)

# What marks an event that we do not know as one about a dispute: Adyen sends codes that its own list omits.
DISPUTE_WORDS = ("CHARGEBACK", "DISPUTE", "PREARBITRATION", "ARBITRATION", "ISSUER_", "FRAUD", "RETRIEVAL", "INFORMATION")
DISPUTE_FIELDS = ("chargebackReasonCode", "chargebackSchemeCode", "disputeStatus", "defendable", "defensePeriodEndsAt")

RECORD_TYPE: Mapping[str, str] = {  # the report's name → the event that says the same
    "notificationofchargeback": "NOTIFICATION_OF_CHARGEBACK",
    "notificationoffraud": "NOTIFICATION_OF_FRAUD",
    "chargeback": "CHARGEBACK",
    "chargebackreversed": "CHARGEBACK_REVERSED",
    "secondchargeback": "SECOND_CHARGEBACK",
    "requestforinformation": "REQUEST_FOR_INFORMATION",
    "informationsupplied": "INFORMATION_SUPPLIED",
    "chargebackexternallyadjudicated": "CHARGEBACK_EXTERNALLY_ADJUDICATED",
    "prearbitrationopen": "PREARBITRATION_OPEN",
    "prearbitrationwon": "PREARBITRATION_WON",
    "prearbitrationlost": "PREARBITRATION_LOST",
    "prearbitrationaccepted": "PREARBITRATION_ACCEPTED",
    "prearbitrationdeclined": "PREARBITRATION_DECLINED",
    "prearbitrationissuerwithdrawn": "PREARBITRATION_ISSUER_WITHDRAWN",
    "disputedefenseperiodended": "DISPUTE_DEFENSE_PERIOD_ENDED",
    "issuerresponsetimeframeexpired": "ISSUER_RESPONSE_TIMEFRAME_EXPIRED",
    "issuercomments": "ISSUER_COMMENTS",
}

# A scheme or payment method begins with one of these; variants follow (visadebit, mc_applepay, amex_googlepay). Longest first.
SCHEME: Mapping[str, Network] = {
    "chinaunionpay": Network.UNIONPAY,
    "mastercard": Network.MASTERCARD,
    "unionpay": Network.UNIONPAY,
    "discover": Network.DISCOVER,
    "cashapp": Network.CASH_APP_PAY,
    "maestro": Network.MASTERCARD,
    "isracard": Network.ISRACARD,
    "diners": Network.DINERS,
    "klarna": Network.KLARNA,
    "paypal": Network.PAYPAL,
    "visa": Network.VISA,
    "amex": Network.AMEX,
    "cup": Network.UNIONPAY,
    "jcb": Network.JCB,
    "mc": Network.MASTERCARD,
}

# The event's free text → our word for the reason; the first fragment that stands in it counts.
REASON: Mapping[str, str] = {
    "not received": "product_not_received",
    "not provided": "product_not_received",
    "non-receipt": "product_not_received",
    "not as described": "product_unacceptable",
    "defective": "product_unacceptable",
    "misrepresentation": "product_unacceptable",
    "counterfeit merchandise": "product_unacceptable",
    "credit not processed": "credit_not_processed",
    "credit not presented": "credit_not_processed",
    "cancelled recurring": "subscription_canceled",
    "canceled recurring": "subscription_canceled",
    "cancelled merchandise": "credit_not_processed",
    "duplicate": "duplicate",
    "paid by other means": "duplicate",
    "does not recognize": "unrecognized",
    "not recognized": "unrecognized",
    "fraudulent processing": "fraudulent",
    "fraud": "fraudulent",
}

CARD_PRESENT: Mapping[str, bool] = {"pos": True, "ecommerce": False, "moto": False, "contauth": False}

# Read by header: the order of the columns differs between accounts.
COLUMNS: Columns = {
    "account": ("merchant account",),
    "payment": ("psp reference",),
    "order": ("merchant reference",),
    "method": ("payment method",),
    "recorded": ("record date",),
    "recorded zone": ("record date timezone", "record date time zone"),
    "currency": ("dispute currency",),
    "amount": ("dispute amount",),
    "type": ("record type",),
    "dispute": ("dispute psp reference",),
    "reason": ("dispute reason",),
    "rfi scheme": ("rfi scheme code",),
    "rfi code": ("rfi reason code",),
    "cb scheme": ("cb scheme code",),
    "cb code": ("cb reason code",),
    "nof scheme": ("nof scheme code",),
    "nof code": ("nof reason code",),
    "paid on": ("payment date",),
    "paid on zone": ("payment date timezone", "payment date time zone"),
    "paid currency": ("payment currency",),
    "paid": ("payment amount",),
    "disputed on": ("dispute date",),
    "disputed on zone": ("dispute date timezone", "dispute date time zone"),
    "ends": ("dispute end date",),
    "ends zone": ("dispute end date timezone", "dispute end date time zone"),
    "interaction": ("shopper interaction",),
    "three ds": ("3d authentication response",),
    "auto defended": ("dispute auto defended",),
}
OWN_COLUMNS = frozenset({"dispute", "type", "payment", "recorded", "recorded zone", "cb scheme", "nof scheme", "rfi scheme"})
