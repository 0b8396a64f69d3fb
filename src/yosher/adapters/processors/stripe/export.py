"""The dashboard's CSV export → denials: its amounts are decimals, its times UTC where the header says so."""

import re
from functools import lru_cache

from yosher.adapters.processors.stripe import shapes
from yosher.adapters.processors.stripe.dispute import phase_of
from yosher.cases.door.amounts import currency_of, from_export
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import stated
from yosher.cases.door.reading import UNNUMBERED, Read, read_each, when
from yosher.cases.door.table_times import Clock, clock_of
from yosher.cases.door.tables import Row, by_line, cells_of, known_headers, table_of
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import CustomerRef, Denial, Reading, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Network

_ID = re.compile(r"d[pu]_[0-9A-Za-z]+")
_STRIPE_ID = re.compile(rb"(?:^|[,;\t|\"])(?:dp|du|ch|py|pi)_[0-9A-Za-z]{8,}", re.MULTILINE)
_PRICE = re.compile(r"[0-9]")


def is_export(head: bytes) -> int:
    """How surely a table is Stripe's: columns that only Stripe has, or ids of its making; a table of others' disputes is not."""
    found = known_headers(head, shapes.COLUMNS)
    if not {"amount", "currency"} <= found or not found & {"status", "due", "reason"}:
        return 0
    ours = len(found & shapes.OWN_COLUMNS) + 2 * bool(_STRIPE_ID.search(head.replace(b"\x00", b""))) + bool({"charge", "due"} <= found)
    return (0, 40, 85, 90, 95)[min(ours, 4)]


def read_export(body: bytes, *, context: InboxContext) -> Reading:
    """One message a row; several rows of one dispute carry the same ref. Raises Unreadable where it is no such table."""
    table = table_of(body, shapes.COLUMNS, needed=("amount", "currency"))
    clock = clock_of(table, zone=context.organisation.tz, fields=("created", "due"))
    return read_each(by_line(table), lambda row: _read(row, clock, context), file=context.file)


def _read(row: Row, clock: Clock, context: InboxContext) -> Read | None:
    cells = cells_of(row)
    if _not_disputed(cells):
        return None
    ref = next((found for name in ("dispute", "charge", "intent") if (found := cells.reference(name))), "")
    if not ref:
        raise Unreadable("intake.no_reference", field="id")
    status, reason = _status(cells), _word(cells.word("reason"))
    amount = from_export(cells.raw("amount"), currency_of(cells.raw("currency")))
    due, notes = _due(cells, clock)
    brand = _word(cells.word("brand") or cells.word("method"))
    denial = Denial(
        id=UNNUMBERED,
        ref=ref,
        source="stripe",
        processor="stripe",
        says=shapes.STATUS.get(status, Says.UNKNOWN),
        network=shapes.NETWORK.get(brand, Network.OTHER),
        network_raw=cells.word("brand") or cells.word("method"),
        code=cells.word("code") or None,
        amount=amount,
        phase=phase_of(_word(cells.word("case type")), status),
        happened=when(clock.moment("created", cells), now=context.now),
        received_at=context.now,
        payment_ref=_payment(cells) or None,
        reason=shapes.REASON.get(reason, ""),
        reason_raw=cells.word("reason"),
        status_raw=cells.word("status"),
        due=due,
        transaction=_transaction(cells, amount.currency),
        customer=CustomerRef(cells.reference("customer") or None, cells.word("name") or None, cells.word("email") or None),
    )
    return Read(denial, notes)


def _not_disputed(cells: Fields) -> bool:
    """In an export of payments most rows have no dispute: no status of one, and a disputed amount of nothing."""
    if cells.word("status") or cells.word("reason") or cells.word("due"):
        return False
    return not _PRICE.search(cells.word("amount")) or not re.search(r"[1-9]", cells.word("amount"))


def _payment(cells: Fields) -> str:
    """The charge. In an export of payments the row's own id is the payment's."""
    own = cells.reference("dispute")
    return (
        cells.reference("charge")
        or (own if own and not _ID.fullmatch(own) and own.startswith(("ch_", "py_", "pi_")) else "")
        or cells.reference("intent")
    )


def _status(cells: Fields) -> str:
    word = _word(cells.word("status"))
    return shapes.SHOWN_STATUS.get(word, word)


@lru_cache(maxsize=256)  # a table repeats a few words in all its rows
def _word(shown: str) -> str:
    """`Needs response` and `Inquiry: closed` as the API writes them."""
    return re.sub(r"[^a-z0-9]+", "_", shown.casefold()).strip("_")


def _due(cells: Fields, clock: Clock) -> tuple[StatedDue, tuple[Reason, ...]]:
    if not cells.word("due"):
        return StatedDue(), ()
    found = stated(clock.moment("due", cells))
    return found, () if found.at else (Reason("intake.due_unreadable", values={"due": cells.word("due")}),)


def _transaction(cells: Fields, currency: str) -> Transaction:
    return Transaction(
        id=_payment(cells) or None,
        amount=_paid(cells, currency),
        order=cells.word("order") or None,
        last4=cells.word("last4") or None,
        descriptor=cells.word("descriptor") or None,
    )


def _paid(cells: Fields, currency: str) -> Money | None:
    """The whole payment, where the export has a column of its own for it."""
    if cells.word("paid") in ("", cells.word("amount")):
        return None
    try:
        return from_export(cells.raw("paid"), currency)
    except Unreadable:
        return None
