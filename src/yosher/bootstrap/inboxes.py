"""The inboxes by the name of their source, and which one recognises a file."""

from collections.abc import Callable, Mapping, Sequence

from yosher.adapters.files.workbook import as_csv, is_workbook
from yosher.adapters.processors.adyen import inbox as adyen
from yosher.adapters.processors.braintree import inbox as braintree
from yosher.adapters.processors.braintree.signature import answer as braintree_answer
from yosher.adapters.processors.csv import inbox as csv
from yosher.adapters.processors.csv import under_way
from yosher.adapters.processors.manual import inbox as manual
from yosher.adapters.processors.paypal import inbox as paypal
from yosher.adapters.processors.square import inbox as square
from yosher.adapters.processors.stripe import inbox as stripe
from yosher.cases.model import Refusal, State
from yosher.cases.under_way import ListRead
from yosher.desk.ports import FileUnreadable, InboxContext, ReadsDenials, Recognises
from yosher.kernel.words import Language

HEAD = 64 * 1024  # bytes that an inbox looks at to recognise a file
INBOXES: Mapping[str, tuple[Recognises, ReadsDenials]] = {
    "stripe": (stripe.recognise, stripe.read_denial),
    "adyen": (adyen.recognise, adyen.read_denial),
    "paypal": (paypal.recognise, paypal.read_denial),
    "braintree": (braintree.recognise, braintree.read_denial),
    "square": (square.recognise, square.read_denial),
    "csv": (csv.recognise, csv.read_denial),
    "manual": (manual.recognise, manual.read_denial),
}
# Whose messages carry a signature that is checked, and the header in which it comes; None: in the message itself.
SIGNED: Mapping[str, str | None] = {
    "stripe": stripe.SIGNATURE_HEADER,
    "adyen": adyen.SIGNATURE_HEADER,
    "braintree": braintree.SIGNATURE_HEADER,
    "square": square.SIGNATURE_HEADER,
}

# Who asks an address by GET whether it is ours: the parameter, and what answers it (None: no answer).
ASKS: Mapping[str, tuple[str, Callable[..., str | None]]] = {"braintree": ("bt_challenge", braintree_answer)}


def reader_of(source: str) -> ReadsDenials | None:
    found = INBOXES.get(source)
    return found[1] if found else None


def recognised(body: bytes, *, name: str) -> ReadsDenials | None:
    """The reader of the inbox that is surest; None where none is at all."""
    scores = [(recognise(body[:HEAD], name=name), source) for source, (recognise, _) in INBOXES.items()]
    best, source = max(scores)
    return INBOXES[source][1] if best > 0 else None


def read_list(body: bytes, *, context: InboxContext) -> ListRead:
    """A business's own list of cases under way (`ReadsLists`): a workbook is read as the table that it shows."""
    if is_workbook(body):
        try:
            body = as_csv(body)
        except FileUnreadable as trouble:
            return ListRead(refused=(Refusal(trouble.reason.code, context.file, values=trouble.reason.values),))
    return under_way.read_list(body, context=context)


def list_to_fill_in(language: Language) -> bytes:
    """The headings of a list, as CSV."""
    return under_way.template(language)


def words_of_lists() -> tuple[Mapping[State, Mapping[Language, Sequence[str]]], Mapping[str, Mapping[Language, str]]]:
    """The words that a list may use for each state, and the headings of its columns."""
    return under_way.vocabulary()
