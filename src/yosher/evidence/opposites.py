"""Papers that say the opposite of what they are handed in for, kind by kind, in English and Hebrew."""

from yosher.evidence import kinds
from yosher.evidence.mentions import days_in
from yosher.evidence.wording import Hit, Phrases, hits, phrases

_NOT_HANDED_OVER = phrases(
    """
    return* to (sender|shipper|origin)
    returned to (the sender|the shipper)
    (delivery|deliver|attempt) (failed|unsuccessful|exception)
    (failed|unsuccessful|attempted) (delivery|attempt)
    not (delivered|collected|picked up|handed over|received)
    (could|can|was) not .. (delivered|deliver|reached)
    unable to deliver
    undeliver*
    (refused|rejected) by .. (recipient|addressee|customer)
    (recipient|addressee) (refused|unknown|not found|moved)
    lost in transit
    (parcel|package|shipment) (is|was) lost
    unclaimed
    """,
    """
    (הוחזר|הוחזרה|חזר|חזרה|הושב|הושבה) לשולח
    לא (נמסר|נמסרה|נמסרו|נאסף|נאספה|התקבל|התקבלה)
    (מסירה|המסירה) (נכשלה|לא צלחה|לא בוצעה)
    ניסיון מסירה (כושל|נכשל)
    (סירב|סירבה|סורב|סורבה) .. (לקבל|קבלה|נמען)
    הנמען (לא אותר|סירב|לא נמצא|עזב)
    (המשלוח|החבילה|הפריט) (אבד|אבדה)
    לא נדרש*
    """,
)
_HANDED_OVER = phrases(
    """
    delivered
    handed (over|to)
    signed by
    collected by
    picked up by
    left (with|at)
    received by
    """,
    """
    נמסר
    נמסרה
    נמסרו
    נאסף
    נאספה
    חתם
    חתמה
    התקבל על ידי
    התקבלה על ידי
    """,
)
_CANCELLATION = phrases(
    """
    (please|want to|wants to|would like to|asked to|requested to|wish to|need to|to) cancel
    cancel (my|the|this|our) (order|subscription|membership|account|booking|reservation|plan)
    cancellation .. (received|requested|submitted|confirmed|accepted)
    (received|found) .. cancellation
    cancelled by (customer|the customer|client|email|phone)
    canceled by (customer|the customer|client|email|phone)
    """,
    """
    (מבקש|מבקשת|ביקש|ביקשה|רוצה|אבקש|נא|בבקשה) .. לבטל
    (בטלו|תבטלו|לבטל) .. (המנוי|ההזמנה|העסקה|לי)
    (התקבלה|נמצאה|נקלטה|אושרה) .. בקשת ביטול
    (התקבלה|נמצאה) .. (הודעת|פניית) ביטול
    בקשת הביטול (התקבלה|נקלטה|אושרה)
    (המנוי|העסקה|ההזמנה) (בוטל|בוטלה) (על ידי|ביום|בתאריך)
    """,
)
_RETURN = phrases(
    """
    return (received|arrived|accepted)
    (item|product|goods|parcel) (was|were) (returned|received back)
    returned (on|by)
    received (the|a) return
    """,
    """
    (ההחזרה|המוצר|הפריט) (התקבלה|התקבל|הוחזר) .. (במחסן|בחנות|אלינו|ביום)
    ההחזרה התקבלה
    המוצר הוחזר
    (התקבלה|נקלטה) החזרה
    """,
)
_NO_CREDIT = phrases(
    """
    (refund|credit) (failed|declined|rejected|pending|cancelled|canceled|reversed|was not|not)
    (failed|pending|rejected) (refund|credit)
    no (refund|credit)
    not (refunded|credited)
    """,
    """
    (הזיכוי|זיכוי|ההחזר) (נדחה|נכשל|בוטל|ממתין|לא בוצע|לא ניתן)
    לא (זוכה|זוכתה|בוצע זיכוי|ניתן זיכוי)
    """,
)
_NOT_AUTHENTICATED = phrases(
    """
    (not|failed) authentic*
    authentication (failed|unavailable|rejected|not)
    (transstatus|status|result) (n|r|u|: n|: r)
    eci 7
    eci 07
    eci: 7
    eci: 07
    eci=07
    3ds failed
    not enrolled
    """,
    "(האימות|אימות) (נכשל|לא בוצע|נדחה)\nלא אומת*\nללא אימות",
)
_NO_MATCH = phrases(
    """
    no match
    mismatch*
    not match*
    (avs|cvv|cvc|result|code) n
    (avs|cvv|cvc|result|code): n
    (avs|cvv|cvc|result|code)=n
    check failed
    """,
    "אין התאמה\nאי התאמה\nלא (תואם|תואמת|נמצאה התאמה)",
)
_DECLINED = phrases(
    """
    declin*
    refused
    not approved
    not authori*
    rejected
    do not honor
    """,
    "נדח*\nסורב*\nסירוב\nלא (אושר|אושרה|מאושר)",
)
_DEFECT = phrases(
    """
    (found|is|was|confirmed|clearly) (defective|faulty|damaged|broken|counterfeit)
    (defect|fault|damage) (found|confirmed|present)
    not (genuine|conform*|as described|working)
    (does|did) not (match|conform|work)
    """,
    """
    (נמצא|אותר|קיים|התגלה) (פגם|ליקוי|קלקול)
    (המוצר|הפריט) (פגום|תקול|אינו תקין|אינו תואם|לא תקין|לא תואם|מזויף)
    אינו (תואם|תקין|מקורי)
    """,
)
_NOT_GIVEN = phrases(
    """
    not (completed|performed|provided|given|attended|delivered|shown|rendered)
    (service|appointment|visit|event|flight) (was cancelled|was canceled|was postponed|cancelled|canceled|postponed)
    (technician|provider|we) did not (arrive|come|show)
    no show by provider
    """,
    """
    (השירות|הטיפול|הביקור|האירוע|הטיסה|הפגישה) (לא בוצע|לא ניתן|בוטל|בוטלה|נדחה|נדחתה|לא הושלם)
    לא (בוצע|בוצעה|הושלם|הושלמה|ניתן שירות)
    הטכנאי לא הגיע
    """,
)
_NO_USE = phrases(
    """
    no (activity|logins|log-ins|usage|use|access|downloads|sessions)
    0 (logins|log-ins|downloads|sessions)
    never (used|logged|accessed|downloaded)
    """,
    """
    לא (נמצאה|הייתה|היתה|נרשמה|נרשמו) .. (פעילות|כניסה|כניסות|שימוש|הורדות)
    אין (פעילות|כניסות|שימוש)
    ללא (פעילות|שימוש|כניסות)
    """,
)
_NOT_ACCEPTED = phrases(
    """
    not (accepted|agreed|ticked|signed|shown)
    (declined|rejected) the terms
    unsigned
    """,
    """
    לא (אושר|אושרו|אישר|אישרה|סומן|נחתם|הוצג|הוצגו|חתם|חתמה)
    (ללא|בלי) (חתימה|אישור)
    """,
)
_NOT_SENT = phrases(
    """
    bounce*
    undeliver*
    not (sent|delivered)
    delivery (failed|failure|status notification)
    failed to send
    """,
    """
    (חזרה|נכשלה|לא נשלחה|לא נמסרה)
    (ההודעה|התזכורת) (לא נשלחה|חזרה|נכשלה)
    """,
)
_OTHER_PAYMENT = phrases(
    """
    (paid|payment|settled) (in|by|via|received in|received by) (cash|transfer|bank transfer|cheque|check|another card)
    second payment
    also paid
    """,
    """
    (שולם|שילמו|התקבל|שילם|שילמה) .. (במזומן|בהעברה|בצ'ק|בביט|בכרטיס אחר)
    תשלום נוסף התקבל
    """,
)
_NOT_VERIFIED = phrases(
    """
    (verification|check|match) (failed|not completed)
    not (verified|matched|match)
    mismatch
    (pin|chip) (bypass*|not entered|not read|not verified)
    fallback
    magnetic stripe only
    """,
    """
    (הזיהוי|הבדיקה|האימות) (נכשל|נכשלה|לא הושלם|לא בוצע)
    לא (זוהה|אומת|הוקש|נקרא)
    אי התאמה
    """,
)
_AS_NEW = phrases(
    """
    (unused|as new|original condition|unopened|complete and undamaged|no damage)
    in (good|perfect|mint) condition
    """,
    """
    (לא נעשה שימוש|באריזה המקורית|תקין|כחדש|ללא פגם|לא נפתח|במצב תקין)
    """,
)

# (kinds, what would be the opposite, what the kind itself says: the later of the two in the text decides).
OPPOSITES: tuple[tuple[tuple[str, ...], Phrases, Phrases], ...] = (
    (kinds.DELIVERY + kinds.MOVING, _NOT_HANDED_OVER, _HANDED_OVER),
    (kinds.NO_CANCELLATION, _CANCELLATION, ()),
    (kinds.NO_RETURN, _RETURN, ()),
    (kinds.REFUND, _NO_CREDIT, ()),
    (("three_ds_authentication_record",), _NOT_AUTHENTICATED, ()),
    (("avs_match", "cvv_match"), _NO_MATCH, ()),
    (kinds.APPROVAL, _DECLINED, ()),
    (("inspection_report", "certificate_of_authenticity", "product_photos", "serial_number_record"), _DEFECT, ()),
    (kinds.SERVICE, _NOT_GIVEN, ()),
    (kinds.USE, _NO_USE, ()),
    ((*kinds.ACCEPTANCE, "cancellation_policy_disclosure", "refund_policy_disclosure"), _NOT_ACCEPTED, ()),
    (("renewal_reminder",), _NOT_SENT, ()),
    (("payment_records_no_other_payment",), _OTHER_PAYMENT, ()),
    (("id_verification_log", *kinds.CHIP), _NOT_VERIFIED, ()),
    (("return_inspection_report",), _AS_NEW, ()),
)  # fmt: skip
_OF_KIND: dict[str, tuple[Phrases, Phrases]] = {kind: (against, own) for group, against, own in OPPOSITES for kind in group}


def opposite_of(kind: str, text: str) -> str:
    """The words by which a paper of this kind says the opposite, or an empty text.

    A parcel's log may hold a failed attempt and the delivery after it. Then the latest dated line decides; without dates on
    both sides a log that holds both says neither.
    """
    against, own = _OF_KIND.get(kind, ((), ()))
    found = hits(text, against)
    if not found or (own and _is_overtaken(text, found, own)):
        return ""
    return text[found[0].start : found[0].end]


def _is_overtaken(text: str, against: list[Hit], own: Phrases) -> bool:
    inside = [(hit.start, hit.end) for hit in against]
    positive = [hit for hit in hits(text, own) if not any(start <= hit.start < end for start, end in inside)]
    if not positive:
        return False
    last_good, last_bad = _latest_day(text, positive), _latest_day(text, against)
    return last_good >= last_bad if last_good and last_bad else True


def _latest_day(text: str, found: list[Hit]) -> str:
    """The latest day on the lines of these hits, as ISO text; empty where none of them has one."""
    lines = {(text.rfind("\n", 0, hit.start) + 1, _line_end(text, hit.end)) for hit in found}
    return max((dated.day.isoformat() for start, end in lines for dated in days_in(text[start:end])), default="")


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def is_undecided(kind: str, text: str) -> bool:
    """Whether a paper holds the words for it and the words against it, and no days that say which came later."""
    against, own = _OF_KIND.get(kind, ((), ()))
    found = hits(text, against) if own else []
    if not found or not _is_overtaken(text, found, own):
        return False
    return not (_latest_day(text, found) and _latest_day(text, hits(text, own)))
