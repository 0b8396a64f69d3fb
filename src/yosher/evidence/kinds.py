"""Evidence kinds that behave alike: which show a handing over, which speak of terms, which events say the same."""

from functools import cache

from yosher.evidence.wording import Phrases, evened, phrases, word_set
from yosher.kernel.words import EventKind
from yosher.phrases.catalogue import vocabulary

DELIVERY = (
    "proof_of_delivery",
    "signed_delivery_confirmation",
    "delivery_photo_or_gps",
    "pickup_record",
    "proof_of_fulfillment",
    "delivery_to_avs_matched_address",
    "delivery_to_transaction_address",
)
MOVING = ("tracking_number",)
SERVICE = ("service_completion_record", "travel_service_provided_record", "transaction_completion_log")
USE = ("access_activity_log", "usage_after_cancellation_log")
USING = (EventKind.USED, EventKind.LOGIN)
REFUND = ("refund_record", "refund_arn")
POLICY = ("cancellation_policy", "refund_policy", "return_policy", "cancellation_policy_disclosure", "refund_policy_disclosure")
ACCEPTANCE = (
    "terms_accepted_record",
    "subscription_agreement",
    "delivery_terms_accepted",
    "signed_addendum_authorization",
    "installment_agreement",
    "rental_or_stay_agreement",
)
PRICE = ("agreed_price_record", "signed_receipt", "itemized_receipts", "fee_disclosure")
RECEIPT = ("transaction_receipt", "signed_receipt", "itemized_receipts", "settlement_record", "authorization_log")
CHIP = (
    "emv_chip_read_data",
    "pin_verification_log",
    "pin_or_chip_verification_log",
    "cvm_results",
    "card_imprint",
    "transaction_certificate_or_cryptogram",
)
# What only a terminal that read the card can record.
AT_A_TERMINAL = (*CHIP, "terminal_emv_certification")
APPROVAL = ("authorization_log", "authorization_approval_code", "later_approved_reauthorization", "valid_authorization_data_record")
NO_CANCELLATION = ("no_cancellation_request_log",)
NO_RETURN = ("no_return_received_record", "no_return_attempt_record")
TWO_ORDERS = ("separate_order_records", "duplicate_charge_documentation", "separate_shipping_records")
CORRESPONDENCE = ("customer_communication",)
RECORDINGS = ("call_recording",)
# What can only come after the deal was made.
AFTER_SALE = (*DELIVERY, *MOVING, *SERVICE, *USE, *REFUND, "return_inspection_report", "late_cancellation_log")

# Which events say the same as a paper of this kind: a description rises above weak when one of them, not told by ourselves, agrees.
CONFIRMED_BY: dict[str, tuple[EventKind, ...]] = {
    "proof_of_delivery": (EventKind.DELIVERED, EventKind.COLLECTED),
    "proof_of_fulfillment": (EventKind.DELIVERED, EventKind.COLLECTED, EventKind.SERVICE_GIVEN, EventKind.USED),
    "pickup_record": (EventKind.COLLECTED,),
    "signed_delivery_confirmation": (EventKind.DELIVERED, EventKind.COLLECTED),
    "delivery_photo_or_gps": (EventKind.DELIVERED,),
    "tracking_number": (EventKind.SHIPPED, EventKind.DELIVERED),
    "service_completion_record": (EventKind.SERVICE_GIVEN,),
    "travel_service_provided_record": (EventKind.SERVICE_GIVEN,),
    "access_activity_log": (EventKind.LOGIN, EventKind.USED),
    "usage_after_cancellation_log": (EventKind.LOGIN, EventKind.USED),
    "refund_record": (EventKind.REFUND,),
    "refund_arn": (EventKind.REFUND,),
    "three_ds_authentication_record": (EventKind.THREE_DS,),
    "id_verification_log": (EventKind.ID_CHECKED,),
    "renewal_reminder": (EventKind.RENEWAL_NOTICE,),
    "terms_accepted_record": (EventKind.AGREEMENT,),
    "subscription_agreement": (EventKind.AGREEMENT,),
    "delivery_terms_accepted": (EventKind.AGREEMENT,),
    "agreed_price_record": (EventKind.AGREEMENT,),
    "order_confirmation": (EventKind.SALE,),
    "transaction_receipt": (EventKind.PAYMENT, EventKind.SALE),
    "late_cancellation_log": (EventKind.CANCELLATION_REQUEST,),
    "return_inspection_report": (EventKind.RETURN,),
    "customer_communication": (EventKind.MESSAGE_IN,),
}

# Of these the event alone says too little: it must speak of the very thing (a delivery of a signature, an agreement of a price).
SPEAKS_OF: dict[str, Phrases] = {
    "signed_delivery_confirmation": phrases("sign*\nחתם\nחתמה\nחתימ*\nנחתם"),
    "delivery_photo_or_gps": phrases("photo*\npicture*\ngps\nlocation\nתמונ*\nצילום\nצולם\nמיקום"),
    "tracking_number": phrases("track*\nparcel number\nמספר משלוח\nמעקב"),
    "delivery_terms_accepted": phrases("deliver*\nshipping\nמשלוח\nאספקה\nמסירה"),
    "agreed_price_record": phrases('price\ntotal\namount\nquote*\nils\nnis\nusd\neur\nמחיר\nסכום\nסיכמנו\nסוכם\n₪\nש"ח\nשקל*'),
    "return_inspection_report": phrases("inspect*\nchecked\ndamaged\nused\nincomplete\nבדיק*\nנבדק*\nפגום\nמשומש\nחסר"),
    "refund_arn": phrases("arn\nreference\nאסמכת*"),
}

# Words by which a paper of a kind is known, besides those of the kind's own name in the vocabulary.
_MORE_WORDS = {
    "delivery": "deliver*\nhanded over\nreceived by\nleft with\nsigned\nנמסר*\nמסירה\nהתקבל*\nחתימה\nחתם\nחתמה",
    "pickup": "picked up\ncollected\nנאסף*\nאיסוף\nאסף\nאספה",
    "moving": "tracking\ntransit\nshipped\ndispatch*\nparcel\nמשלוח\nנשלח*\nמעקב\nחבילה",
    "service": "service\ncompleted\nattended\nperformed\ncheck-in\nשירות\nבוצע*\nהושלמ*\nהשתתפ*\nניתן",
    "use": "log*\naccess*\ndownload*\nused\nsession*\nactivity\nכניס*\nהתחבר*\nהוריד*\nשימוש\nפעילות",
    "refund": "refund*\ncredit*\narn\nזיכוי\nזוכה\nהחזר*",
    "terms": "accept*\nagree*\nterms\npolicy\nconditions\nsubscri*\nאישר*\nהסכ*\nתנאי*\nתקנון\nמנוי\nביטול\nהחזר*",
    "price": 'total\nprice\namount\nquote\nsubtotal\ninvoice\nreceipt\npaid\nמחיר\nסכום\nסה"כ\nהצעת מחיר\nחשבונית\nקבלה\nשולם',
    "authorization": "authori*\napprov*\neci\n3ds\n3-d secure\n3d secure\navs\ncvv\ncvc\nאישור*\nאימות\nמאושר*",
    "correspondence": "from\nto\nsubject\nwrote\nhi\nhello\ndear\nthanks\nthank you\nregards\nמאת\nאל\nנושא\nכתב*\nשלום\nהיי\nתודה\nבברכה",
    "none": "no\nnot\nnone\n0\nnever\nלא\nאין\nללא",
    "photo": "photo*\npicture*\nimage*\nתמונ*\nצילום*",
}
_GROUP_OF = {
    **dict.fromkeys(DELIVERY, "delivery"),
    "pickup_record": "pickup",
    **dict.fromkeys(MOVING, "moving"),
    **dict.fromkeys(SERVICE, "service"),
    **dict.fromkeys(USE, "use"),
    **dict.fromkeys(REFUND, "refund"),
    **dict.fromkeys((*POLICY, *ACCEPTANCE, "renewal_reminder", "late_cancellation_log"), "terms"),
    **dict.fromkeys((*PRICE, *RECEIPT, "order_confirmation"), "price"),
    **dict.fromkeys(("authorization_approval_code", "three_ds_authentication_record", "avs_match", "cvv_match", *CHIP), "authorization"),
    **dict.fromkeys(CORRESPONDENCE, "correspondence"),
    **dict.fromkeys((*NO_CANCELLATION, *NO_RETURN), "none"),
}
# Words of names of kinds that say nothing about a paper.
_EMPTY = word_set(
    "a an and as at by for from in is it no not of on or same than that the to was were with which record "
    "records proof evidence log of sent given before after earlier own customer account showing result check "
    "תיעוד של את או על עם לא כפי אישור רישום רשומת המוצר לפני שכבר ניתן כמו"
)


@cache
def words_of(kind: str) -> Phrases:
    """Words, any of which a paper of this kind is expected to hold: of the kind's name in both languages, and further ones."""
    row = vocabulary().get(("evidence", kind))
    named = "" if row is None else f"{row['english']} {row['hebrew']}"
    words = [
        word for word in evened(named.replace("(", " ").replace(")", " ").replace(",", " ")).split() if len(word) > 2 and word not in _EMPTY
    ]
    return phrases("\n".join(f"{word[:-1]}*" if len(word) > 5 else word for word in words), _MORE_WORDS.get(_GROUP_OF.get(kind, ""), ""))


@cache
def elements_of(kind: str) -> frozenset[str]:
    """The claim elements (`not_received.handed_over`) that a paper of this kind shows, by the vocabulary."""
    row = vocabulary().get(("evidence", kind))
    return frozenset() if row is None else frozenset(part.strip() for part in row["claim_element"].split(";") if part.strip())
