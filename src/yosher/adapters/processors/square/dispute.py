"""A dispute of Square's API → a denial."""

from yosher.adapters.processors.square import shapes
from yosher.cases.door.amounts import currency_of, from_minor
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import iso, stated
from yosher.cases.door.reading import UNNUMBERED, Read, when
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Denial, Due, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.currency import exponent
from yosher.kernel.reason import Reason
from yosher.kernel.words import Network, Phase


def read_dispute(thing: Fields, event: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    """A dispute with the event that brought it (empty where it was asked for). Raises Unreadable."""
    ref = thing.reference("id", "dispute_id")
    if not ref:
        raise Unreadable("intake.no_reference", field="id")
    state, zone = thing.word("state"), context.organisation.tz
    says, phase = shapes.STATE.get(state, (Says.UNKNOWN, Phase.FIRST_CHARGEBACK))
    money = thing.inner("amount_money")
    currency = currency_of(money.raw("currency"))
    due, notes = _due(thing, says, context)
    payment = thing.inner("disputed_payment").reference("payment_id") or None
    denial = Denial(
        id=UNNUMBERED,
        ref=ref,
        source="square",
        processor="square",
        says=says,
        network=shapes.NETWORK.get(thing.word("card_brand"), Network.OTHER),
        network_raw=thing.word("card_brand"),
        code=None,  # Square tells no network's code
        amount=from_minor(money.raw("amount"), currency, digits=exponent(currency)),
        phase=phase,
        happened=when(iso(thing.word("updated_at") or event.word("created_at") or thing.word("created_at"), zone), now=context.now),
        received_at=context.now,
        payment_ref=payment,
        reason=shapes.REASON.get(thing.word("reason"), ""),
        reason_raw=thing.word("reason"),
        status_raw=state,
        due=due,
        confirmed=confirmed,
        transaction=Transaction(id=payment),
    )
    return Read(denial, notes)


def _due(thing: Fields, says: Says, context: InboxContext) -> tuple[StatedDue, tuple[Reason, ...]]:
    """A reason that Square lets nobody challenge leaves no answer, whatever date stands beside it."""
    if says is Says.OPENED and thing.word("reason") in shapes.NOT_ANSWERABLE:
        return StatedDue(Due.NO_ANSWER_POSSIBLE), ()
    said = thing.word("due_at")
    due = stated(iso(said, context.organisation.tz))
    return due, (Reason("intake.due_unreadable", values={"due": said}),) if said and due.at is None else ()
