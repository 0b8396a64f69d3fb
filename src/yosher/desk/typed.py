"""What people type and a case keeps: how much of it, whichever face they used. What is too long is refused whole, never cut."""

from collections.abc import Mapping
from enum import StrEnum

from yosher.desk.ports import DeskRefused
from yosher.kernel.reason import Reason
from yosher.privacy.mask import clean, mask


class Typed(StrEnum):
    NOTE = "note"
    BECAUSE = "because"  # why another course, why it is approved
    REFERENCE = "reference"  # of a refund
    CHANNEL = "channel"  # through what an answer was sent
    SHOWS = "shows"  # what an exhibit shows
    CAPTURED_BY = "captured_by"
    GUEST_NAME = "guest_name"
    GUEST_ABOUT = "guest_about"  # what a guest's page says before it begins


# Characters, after what cannot be seen is left out; forms and the API's description say the same.
MOST: Mapping[Typed, int] = {
    Typed.NOTE: 5000,
    Typed.BECAUSE: 500,
    Typed.REFERENCE: 100,
    Typed.CHANNEL: 200,
    Typed.SHOWS: 500,
    Typed.CAPTURED_BY: 100,
    Typed.GUEST_NAME: 100,
    Typed.GUEST_ABOUT: 1000,
}


def typed(text: str, what: Typed) -> str:
    """The text as it is kept. Raises DeskRefused where it is longer than is kept of its like."""
    seen = clean(text).strip()
    if len(seen) > MOST[what]:
        raise DeskRefused(Reason(f"desk.too_long_{what}", values={"length": len(seen), "most": MOST[what]}), permanent=False)
    return as_kept(text)


def as_kept(text: str) -> str:
    """Card numbers masked, what cannot be seen left out."""
    return mask(clean(text)).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return not any(letter.isprintable() and not letter.isspace() for letter in text)
