"""Card networks and wallets by the names that exports and people give them, in English and Hebrew."""

import re
from collections.abc import Mapping
from functools import lru_cache

from yosher.kernel.words import Network

NAMES: Mapping[Network, tuple[str, ...]] = {
    Network.VISA: ("visa", "visa electron", "vpay", "v pay", "ויזה", "ויזא", "ויזה כאל"),
    Network.MASTERCARD: (
        "mastercard",
        "master card",
        "mc",
        "maestro",
        "eurocard",
        "מאסטרקארד",
        "מסטרקארד",
        "מסטרכרד",
        "מאסטרכארד",
        "מאסטר קארד",
    ),
    Network.AMEX: ("american express", "amex", "ax", "אמריקן אקספרס", "אמקס", "אמריקאן אקספרס"),
    Network.DISCOVER: ("discover", "דיסקבר"),
    Network.DINERS: ("diners", "diners club", "דיינרס", "דיינרס קלאב", "דיינרז"),
    Network.JCB: ("jcb",),
    Network.UNIONPAY: ("unionpay", "union pay", "china unionpay", "chinaunionpay", "cup", "יוניון פיי", "יוניונפיי"),
    Network.ISRACARD: ("isracard", "ישראכרט", "ישרכרט", "פרייבט לייבל ישראכרט"),
    Network.PAYPAL: ("paypal", "pay pal", "פייפאל", "פיי פאל"),
    Network.KLARNA: ("klarna", "קלרנה"),
    Network.CASH_APP_PAY: ("cash app pay", "cash app", "cashapp", "cashapp pay"),
    Network.OTHER: ("other", "אחר", "אחרת"),
}
_BY_NAME = {name: network for network, names in NAMES.items() for name in names}
# `visa_credit`, `Visa Debit ****1234`, `MC World Elite`: the first word decides, where the whole name does not.
_FIRST = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=512)
def network_named(text: str) -> Network | None:
    """The network of a name as it is written; None where no name of the list stands at its beginning."""
    plain = re.sub(r"[\s_\-]+", " ", text.casefold()).strip()
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    for name, network in _BY_NAME.items():
        if len(name) > 3 and plain.startswith(name):
            return network
    first = _FIRST.match(plain)
    return _BY_NAME.get(first[0]) if first else None
