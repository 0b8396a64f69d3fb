"""The words of other people's tables in ours: headers, statuses, types, reasons, directions, units. Sources: README.md."""

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from yosher.cases.model import Says
from yosher.kernel.words import Phase


@cache
def headers(*, under_way: bool = False) -> Mapping[str, tuple[str, int]]:
    """A header in its plain form → our field, and its place in the table: the lower, the better it says what it is.

    `under_way`: of a sheet that a business keeps of its own cases; there "notes" are its own, and no customer's claim.
    """
    named = {row["header"]: (row["field"], place) for place, row in enumerate(table("headers"))}
    return {**named, **_own()} if under_way else named


@cache
def _own() -> Mapping[str, tuple[str, int]]:
    return {row["header"]: (row["field"], place) for place, row in enumerate(table("under_way"))}


@cache
def table(name: str) -> Sequence[Mapping[str, str]]:
    """The rows of a table of words that lies here."""
    text = files("yosher.adapters.processors.csv").joinpath(f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


# What a file must have to be a table of disputes: a sum, and one more column that says of what.
SUMS = ("amount", "paid")
SAYS_OF_WHAT = frozenset({"dispute", "payment", "order", "arn", "code", "reason", "status", "due", "authorization", "network", "direction"})
ALL_SUMS = (*SUMS, "refunded", "recovered")
TIMES = ("happened", "recorded", "due", "paid on", "sent", "decided")
# A cell that says that there is nothing.
NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "null", "nil", "#n/a", "אין", "ללא", "לא", "לא ידוע", "טרם"})

# A column's own words about its unit and its time.
MINOR_WORDS = frozenset(
    {"minor", "minor units", "minor unit", "cents", "cent", "agorot", "agora", "pence", "subunits", "אגורות", "באגורות"}
)
MAJOR_WORDS = frozenset({"major", "major units", "decimal", "units", "shekels", "dollars", "euros", "שקלים", "בשקלים"})
DAY_FIRST = frozenset({"dd/mm/yyyy", "dd.mm.yyyy", "dd-mm-yyyy", "d/m/y", "dd/mm/yy", "dmy", "יום/חודש/שנה"})
MONTH_FIRST = frozenset({"mm/dd/yyyy", "mm-dd-yyyy", "m/d/y", "mm/dd/yy", "mdy", "חודש/יום/שנה"})

# A known layout by headers that only it has → (processor, whether its sums are in minor units although no header says so).
LAYOUTS: tuple[tuple[frozenset[str], str, bool], ...] = (
    # "unsigned, no decimal separator: 100 yen and $1.00 USD are both represented as 100" (Dispute Detail Custom report)
    (frozenset({"transaction debit or credit", "gross transaction amount"}), "paypal", True),
    (frozenset({"transaction debit or credit", "disputed amount"}), "paypal", True),
    (frozenset({"fee debit or credit"}), "paypal", True),
    (frozenset({"disputed gross amount", "original gross amount"}), "paypal", False),  # Case report
    (frozenset({"payment charge id", "merchant payment reference"}), "ppro", False),
    (frozenset({"payment method type", "payment channel", "card brands"}), "xendit", False),
    (frozenset({"order #", "disputed on", "respond by"}), "woocommerce_payments", False),
)
# PayPal counts no decimals where ISO 4217 has two (currencies.csv of the rulebook).
PAYPAL_DIGITS: Mapping[str, int] = {"HUF": 0, "TWD": 0, "JPY": 0}

DEBIT = frozenset({"debit", "dr", "d", "db", "-", "out", "outgoing", "חובה", "חיוב", "ח"})
CREDIT = frozenset({"credit", "cr", "c", "+", "in", "incoming", "זכות", "זיכוי", "ז"})
YES = frozenset({"yes", "y", "true", "1", "authenticated", "כן", "אומת"})
NO = frozenset({"no", "n", "false", "0", "not authenticated", "לא", "לא אומת"})

# A status, as `plain` leaves it → what it says. The longest one that begins the cell counts where the whole cell is not here.
STATUS: Mapping[str, Says] = {
    **dict.fromkeys(
        (
            *(
                "needs response",
                "needs answer",
                "response needed",
                "response required",
                "action required",
                "action needed",
                "requires action",
            ),
            *(
                "evidence required",
                "awaiting response",
                "awaiting seller response",
                "awaiting merchant response",
                "waiting for seller response",
            ),
            *(
                "waiting for response",
                "open",
                "opened",
                "new",
                "received",
                "pending",
                "pending response",
                "initiated",
                "active",
                "disputed",
            ),
            *("unresponded", "undefended", "chargeback received", "documents required", "needs documentation"),
            *(
                "נדרש מענה",
                "נדרשת תגובה",
                "נדרשת פעולה",
                "ממתין למענה",
                "ממתין לתגובה",
                "ממתין למסמכים",
                "פתוח",
                "פתוחה",
                "חדש",
                "חדשה",
                "התקבל",
            ),
            *("התקבלה", "ממתין", "בטיפול בית העסק"),
        ),
        Says.OPENED,
    ),
    **dict.fromkeys(
        (
            *("under review", "in review", "review", "evidence submitted", "evidence under review", "submitted", "responded", "challenged"),
            *("representment", "represented", "defended", "waiting for bank", "awaiting decision", "waiting for decision", "in progress"),
            *("בבדיקה", "בבחינה", "נשלח מענה", "הוגש מענה", "ממתין להחלטה", "בבירור", "בטיפול"),
        ),
        Says.UNDER_REVIEW,
    ),
    **dict.fromkeys(
        (
            *("won", "dispute won", "resolved seller favour", "resolved seller favor", "resolved in your favor", "resolved in your favour"),
            *("seller favour", "seller favor", "merchant won", "found in favor of seller", "issuer expired"),
            *("זכייה", "זכינו", "נפתר לטובת בית העסק", "הכחשה נדחתה", "ההכחשה נדחתה"),
        ),
        Says.WON,
    ),
    **dict.fromkeys(("partially won", "partly won", "partial win", "won partially", "זכייה חלקית", "התקבל חלקית"), Says.PARTLY_WON),
    **dict.fromkeys(
        (
            *("lost", "dispute lost", "resolved buyer favour", "resolved buyer favor", "buyer favour", "buyer favor", "customer won"),
            *("found in favor of buyer", "second chargeback lost", "הפסד", "הפסדנו", "נפתר לטובת הלקוח", "ההכחשה התקבלה סופית"),
        ),
        Says.LOST,
    ),
    **dict.fromkeys(
        ("withdrawn", "canceled by buyer", "cancelled by buyer", "dispute withdrawn", "בוטלה", "נמשכה", "ההכחשה בוטלה"), Says.WITHDRAWN
    ),
    **dict.fromkeys(
        ("accepted", "conceded", "not contested", "merchant accepted", "liability accepted", "קיבלנו את ההכחשה"), Says.ACCEPTED
    ),
    **dict.fromkeys(("refunded", "charge refunded", "credit issued", "זוכה", "בוצע זיכוי", "הוחזר"), Says.REFUNDED),
    **dict.fromkeys(("prevented", "auto refunded", "resolved by alert", "rdr"), Says.PREVENTED),
    **dict.fromkeys(("reversed", "chargeback reversed", "chargeback reversal", "reinstated", "היפוך", "בוטל החיוב"), Says.REVERSED),
    **dict.fromkeys(("expired", "no response", "past due", "timed out", "פג תוקף", "עבר המועד", "לא נענה"), Says.EXPIRED),
    **dict.fromkeys(("closed", "resolved", "completed", "inquiry closed", "סגור", "סגורה", "הסתיים", "טופל"), Says.CLOSED),
    **dict.fromkeys(("updated", "עודכן", "עודכנה"), Says.UPDATED),
}

# The kind of a row → what it says when no status does, and where the dispute stands.
TYPE: Mapping[str, tuple[Says, Phase]] = {
    **dict.fromkeys(
        (
            "chargeback",
            "first chargeback",
            "1st chargeback",
            "notification of chargeback",
            "dispute",
            "cb",
            "claim",
            "הכחשה",
            "הכחשת עסקה",
            "הכחשה ראשונה",
        ),
        (Says.OPENED, Phase.FIRST_CHARGEBACK),
    ),
    **dict.fromkeys(
        (
            "second chargeback",
            "2nd chargeback",
            "pre arbitration",
            "prearbitration",
            "pre-arbitration",
            "pre arb",
            "pre-arb",
            "טרום בוררות",
            "הכחשה שנייה",
        ),
        (Says.OPENED, Phase.PRE_ARBITRATION),
    ),
    **dict.fromkeys(("arbitration", "בוררות"), (Says.OPENED, Phase.ARBITRATION)),
    **dict.fromkeys(("compliance", "ציות"), (Says.OPENED, Phase.COMPLIANCE)),
    **dict.fromkeys(
        ("retrieval", "retrieval request", "request for information", "rfi", "copy request", "בקשת מסמכים", "בקשה למסמכים"),
        (Says.OPENED, Phase.RETRIEVAL),
    ),
    **dict.fromkeys(("inquiry", "enquiry", "warning", "בירור", "בירור חיוב"), (Says.OPENED, Phase.INQUIRY)),
    **dict.fromkeys(("alert", "dispute alert", "התראה", "התראה מוקדמת"), (Says.ALERT, Phase.ALERT)),
    **dict.fromkeys(("notification of fraud", "fraud report", "tc40", "safe", "דיווח הונאה"), (Says.FRAUD_REPORT, Phase.ALERT)),
    **dict.fromkeys(
        ("chargeback reversal", "chargeback reversed", "reversal", "cb reversal", "היפוך הכחשה", "ביטול הכחשה"),
        (Says.REVERSED, Phase.FIRST_CHARGEBACK),
    ),
    **dict.fromkeys(("chargeback won",), (Says.WON, Phase.FIRST_CHARGEBACK)),
    **dict.fromkeys(("chargeback lost",), (Says.LOST, Phase.FIRST_CHARGEBACK)),
    **dict.fromkeys(("representment", "defense", "הצגה מחדש"), (Says.UNDER_REVIEW, Phase.REPRESENTMENT)),
}

# A fragment of a reason, as `plain` leaves it → our word (`semantic_reason` of the reason codes); the first that stands in it counts.
REASON: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "credit not processed",
            "cancelled merchandise",
            "canceled merchandise",
            "refund not processed",
            "credit not received",
            "refund not received",
            "זיכוי שלא",
            "לא זוכה",
            "לא קיבלתי זיכוי",
        ),
        "credit_not_processed",
    ),
    **dict.fromkeys(("duplicate", "paid by other means", "charged twice", "חיוב כפול", "כפל חיוב"), "duplicate"),
    **dict.fromkeys(
        ("fraud", "not authorized", "unauthorized", "unauthorised", "no cardholder authorization", "הונאה", "לא ביצעתי", "שימוש לרעה"),
        "fraudulent",
    ),
    **dict.fromkeys(("unrecognized", "unrecognised", "not recognize", "not recognise", "לא מוכר", "לא מזהה"), "unrecognized"),
    **dict.fromkeys(
        (
            "not received",
            "non receipt",
            "not as received",
            "not provided",
            "not rendered",
            "nonreceipt",
            "item not received",
            "אי אספקה",
            "לא סופק",
        ),
        "product_not_received",
    ),
    **dict.fromkeys(("לא קיבלתי", "לא התקבל", "כשל תמורה", "לא נתקבל"), "product_not_received"),
    **dict.fromkeys(
        (
            "not as described",
            "defective",
            "unacceptable",
            "snad",
            "misrepresent",
            "counterfeit",
            "quality",
            "אי התאמה",
            "פגם",
            "פגום",
            "לא כמתואר",
        ),
        "product_unacceptable",
    ),
    **dict.fromkeys(
        ("subscription", "recurring", "canceled", "cancelled", "הוראת קבע", "מנוי", "ביטול עסקה", "עסקה מבוטלת"), "subscription_canceled"
    ),
    **dict.fromkeys(("noncompliant", "non compliant", "compliance"), "noncompliant"),
    **dict.fromkeys(("general", "other", "כללי", "אחר"), "general"),
}

# Rows that sum up others. They are no disputes.
TOTALS = frozenset({"total", "totals", "grand total", "sum", "subtotal", "sub total", "count", "סה״כ", "סך הכל", "סהכ", "סיכום", "סך הכול"})
