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
    (Movement.RETURNED, phrases("return* .. sender\nreturned\nrts\nהוחזר* לשולח\nחזר* לשולח")),
    (
        Movement.FAILED,
        phrases(
            "fail*\nundeliver*\nnot delivered\nrefused\nlost\nrejected\ndeclined\ncancel*\nreversed\nexception\ndamaged",
            "לא נמסר*\nנכשל*\nסורב*\nאבד*\nנדח*\nבוטל*",
        ),
    ),
    (Movement.LABEL, phrases("label*\npre-transit\npre transit\ninformation received\ncreated\nready (to|for) ship*\nתווית\nנוצר*")),
    (Movement.PENDING, phrases("pending\nrequested\npromised\nprocessing\nscheduled\nממתין\nבטיפול\nהובטח*")),
    (Movement.COLLECTED, phrases("picked up by (customer|recipient)\ncollected\npickup complete*\nנאסף*")),
    (Movement.DELIVERED, phrases("deliver*\nhanded over\nנמסר*")),
    (
        Movement.MOVING,
        phrases("in transit\ntransit\nshipped\nout for delivery\npicked up\nin delivery\nwith courier\nבדרך\nנשלח*\nיצא* למשלוח"),
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
