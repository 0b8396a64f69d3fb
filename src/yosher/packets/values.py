"""Values of a record for a reader: what is a word of the system is put into the reader's language, all else stays as recorded."""

from collections.abc import Mapping

from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.phrases.say import say

_PREFIX = "evidence.row_"
# Words that a column may hold, by column; a word that is not here is shown as it was recorded.
WORDS: Mapping[str, Mapping[str, Reason]] = {
    "goods": {
        "physical": Reason("packet.value_physical"),
        "digital": Reason("packet.value_digital"),
        "service": Reason("packet.value_service"),
        "subscription": Reason("packet.value_subscription"),
        "event": Reason("packet.value_event"),
        "money": Reason("packet.value_money"),
    },
    "direction": {"in": Reason("packet.value_in"), "out": Reason("packet.value_out")},
    "status": {
        "delivered": Reason("packet.value_delivered"),
        "shipped": Reason("packet.value_shipped"),
        "in_transit": Reason("packet.value_in_transit"),
        "collected": Reason("packet.value_collected"),
        "succeeded": Reason("packet.value_succeeded"),
        "refunded": Reason("packet.value_refunded"),
    },
    "three_ds": {
        "y": Reason("packet.value_authenticated"),
        "a": Reason("packet.value_attempted"),
        "n": Reason("packet.value_not_authenticated"),
        "authenticated": Reason("packet.value_authenticated"),
        "true": Reason("packet.value_authenticated"),
        "false": Reason("packet.value_not_authenticated"),
    },
    "how": {
        "checkbox": Reason("packet.value_checkbox"),
        "signature": Reason("packet.value_signature"),
        "phone": Reason("packet.value_phone"),
    },
    "action": {"login": Reason("packet.value_login"), "download": Reason("packet.value_download"), "view": Reason("packet.value_view")},
}


def column_of(label: str) -> str:
    """`evidence.row_amount` → `amount`."""
    return label.removeprefix(_PREFIX)


def shown_value(column: str, value: Value, language: Language) -> Value:
    """A word of the system in the reader's language; a code that stands for it is kept beside it (`Y` → `authenticated (Y)`)."""
    reason = WORDS.get(column, {}).get(str(value).strip().lower().replace(" ", "_"))
    if reason is None:
        return value
    words = say(reason, language)
    return f"{words} ({value})" if len(str(value)) == 1 else words
