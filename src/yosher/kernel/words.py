"""Closed lists that all rooms share; their words in both languages stand in the rulebook's vocabulary."""

from enum import StrEnum


class Language(StrEnum):
    HE = "he"
    EN = "en"


class Network(StrEnum):
    VISA = "visa"
    MASTERCARD = "mastercard"
    AMEX = "amex"
    DISCOVER = "discover"
    DINERS = "diners"
    JCB = "jcb"
    UNIONPAY = "unionpay"
    ISRACARD = "isracard"
    PAYPAL = "paypal"
    KLARNA = "klarna"
    CASH_APP_PAY = "cash_app_pay"
    OTHER = "other"


class Phase(StrEnum):
    """Where a dispute stands, in the order in which it can move on (alert, inquiry and retrieval come before)."""

    INQUIRY = "inquiry"
    RETRIEVAL = "retrieval"
    ALERT = "alert"
    FIRST_CHARGEBACK = "first_chargeback"
    REPRESENTMENT = "representment"
    PRE_ARBITRATION = "pre_arbitration"
    ARBITRATION = "arbitration"
    COMPLIANCE = "compliance"
    DIRECT = "direct"


class ClaimFamily(StrEnum):
    NOT_ME = "not_me"
    NOT_RECEIVED = "not_received"
    NOT_AS_DESCRIBED = "not_as_described"
    CANCELLED = "cancelled"
    CREDIT_NOT_PROCESSED = "credit_not_processed"
    DUPLICATE = "duplicate"
    AMOUNT_DIFFERS = "amount_differs"
    AUTHORIZATION = "authorization"
    PROCESSING_ERROR = "processing_error"
    OTHER = "other"
    UNKNOWN = "unknown"


class GoodsKind(StrEnum):
    PHYSICAL = "physical"
    DIGITAL = "digital"
    SERVICE = "service"
    SUBSCRIPTION = "subscription"
    EVENT = "event"
    MONEY = "money"


class Choice(StrEnum):
    REFUND = "refund"
    PARTIAL_REFUND = "partial_refund"
    REPLACE = "replace"
    ACCEPT = "accept"
    FIGHT = "fight"
    TALK = "talk"
    OFFER = "offer"
    BLIND_BID = "blind_bid"
    MEDIATE = "mediate"
    CHANGE_TERMS = "change_terms"
    COURT = "court"
    LAWYER = "lawyer"


class EventKind(StrEnum):
    """What happened between the business and the customer, as told or as recorded."""

    AGREEMENT = "agreement"
    SALE = "sale"
    PAYMENT = "payment"
    RENEWAL_NOTICE = "renewal_notice"
    RENEWAL = "renewal"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COLLECTED = "collected"
    SERVICE_GIVEN = "service_given"
    USED = "used"
    LOGIN = "login"
    MESSAGE_IN = "message_in"
    MESSAGE_OUT = "message_out"
    CALL = "call"
    PROMISE = "promise"
    CANCELLATION_REQUEST = "cancellation_request"
    RETURN = "return"
    REFUND = "refund"
    REFUND_PROMISED = "refund_promised"
    DENIAL_NOTICE = "denial_notice"
    DEMAND = "demand"
    ID_CHECKED = "id_checked"
    THREE_DS = "three_ds"
    THREAT = "threat"
    OTHER = "other"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNVERIFIED = "unverified"


class NeedLevel(StrEnum):
    REQUIRED = "required"
    STRONG = "strong"
    SUPPORTING = "supporting"
