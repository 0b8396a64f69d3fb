"""Where a parcel or a credit stands, out of the words that shops and carriers use; an unknown word says nothing."""

from enum import StrEnum

from yosher.evidence.wording import evened, phrases, says


class Movement(StrEnum):
    LABEL = "label"  # a label was made; nobody has scanned it
    MOVING = "moving"
    DELIVERED = "delivered"
    COLLECTED = "collected"
    FAILED = "failed"  # a delivery or a credit that did not succeed
    RETURNED = "returned"  # went back to the sender
    PENDING = "pending"


# The first table that fits decides, so what did not succeed stands before what did.
_TABLES = (
    (
        Movement.RETURNED,
        phrases("""
    return* .. sender
    returned
    rts
    הוחזר* לשולח
    חזר* לשולח
    """),
    ),
    (
        Movement.FAILED,
        phrases(
            """
    fail*
    undeliver*
    not delivered
    refused
    lost
    rejected
    declined
    cancel*
    reversed
    exception
    damaged
    """,
            "לא נמסר*\nנכשל*\nסורב*\nאבד*\nנדח*\nבוטל*",
        ),
    ),
    (
        Movement.LABEL,
        phrases("""
    label*
    pre-transit
    pre transit
    information received
    created
    ready (to|for) ship*
    תווית
    נוצר*
    """),
    ),
    (
        Movement.PENDING,
        phrases("""
    pending
    requested
    promised
    processing
    scheduled
    ממתין
    בטיפול
    הובטח*
    """),
    ),
    (
        Movement.COLLECTED,
        phrases("""
    picked up by (customer|recipient)
    collected
    pickup complete*
    נאסף*
    """),
    ),
    (Movement.DELIVERED, phrases("deliver*\nhanded over\nנמסר*")),
    (
        Movement.MOVING,
        phrases("""
    in transit
    transit
    shipped
    out for delivery
    picked up
    in delivery
    with courier
    בדרך
    נשלח*
    יצא* למשלוח
    """),
    ),
)


def movement_of(status: str) -> Movement | None:
    """What a status word of a shipment or a refund says; None where it is empty or not known."""
    text = evened(status)
    if not text:
        return None
    if text.startswith("out for delivery"):
        return Movement.MOVING
    return next((movement for movement, table in _TABLES if says(text, table)), None)
