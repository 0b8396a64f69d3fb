"""Which messages are about one dispute: by the source's own id, else by payment and sum."""

from collections.abc import Iterable

from yosher.cases.model import Denial, Says
from yosher.kernel.words import Phase

# A warning is about a payment, not about a dispute with an id that later messages carry.
_WARNINGS = frozenset({Says.ALERT, Says.FRAUD_REPORT})
_QUESTIONS = frozenset({Phase.INQUIRY, Phase.RETRIEVAL})
# These run beside the card's own dispute, with dates of their own: they join only by their id.
_APART = frozenset({Phase.COMPLIANCE, Phase.DIRECT})
# How a ref begins that a reader of forms or tables made up, as a digest of what was written, because the source gives no id.
MADE_UP = ("form-", "row-")
TABLE = "csv"
# Whose messages a table may tell of; their ids are compared with those in a table.
PROCESSORS = ("stripe", "adyen", "paypal", "braintree", "square")


def is_about(denial: Denial, messages: Iterable[Denial]) -> bool:
    """Whether a message belongs to the dispute that these messages are about.

    The source's own id decides. Without it a warning, an inquiry and the denial for the same payment and sum are one dispute, and so is
    one denial told by two sources, or by a table with the processor's id. Two ids of one kind from one source are two disputes,
    whatever warning stands before them.
    """
    known = tuple(messages)
    if any(_same_ref(denial, one) for one in known):
        return True
    return not any(_rivals(denial, one) for one in known) and any(_joins(denial, one) for one in known)


def same_payment(one: Denial, other: Denial) -> bool:
    """Joined by the payment's own ids, or by order and sum where nothing that both sides know differs."""
    if _payments(one) & _payments(other) or _arns(one) & _arns(other):
        return True
    order = one.transaction.order
    return order is not None and order == other.transaction.order and one.amount == other.amount and not _differ(one, other)


def _joins(one: Denial, other: Denial) -> bool:
    apart = one.phase in _APART or other.phase in _APART
    return not apart and _same_sum(one, other) and (same_payment(one, other) or _same_id_in_a_table(one, other))


def _same_id_in_a_table(one: Denial, other: Denial) -> bool:
    """A table tells of a processor's dispute by the processor's own id."""
    return one.ref == other.ref and (one.source == TABLE) is not (other.source == TABLE) and not one.ref.startswith(MADE_UP)


def _same_sum(one: Denial, other: Denial) -> bool:
    # a fraud report of 0 states no sum (Stripe's early fraud warning names only the charge)
    unstated = any(d.says is Says.FRAUD_REPORT and d.amount.minor == 0 for d in (one, other))
    return unstated or one.amount == other.amount


def _rivals(one: Denial, other: Denial) -> bool:
    """Two ids of one kind within one source: two partial disputes of one payment, for example.

    A form that was typed again with its code, or the letter of the next phase, has another digest and is the same dispute.
    """
    given = not (one.ref.startswith(MADE_UP) or other.ref.startswith(MADE_UP))
    return given and one.source == other.source and one.ref != other.ref and not _is_warning(one) and _kind(one) == _kind(other)


def _is_warning(denial: Denial) -> bool:
    return denial.says in _WARNINGS or denial.phase is Phase.ALERT


def _kind(denial: Denial) -> Phase | None:
    """The phase for what comes before a denial, None for a denial in any of its phases; a warning is like nothing else."""
    return denial.phase if denial.phase in _QUESTIONS or _is_warning(denial) else None


def _same_ref(one: Denial, other: Denial) -> bool:
    return one.source == other.source and one.ref == other.ref


def _differ(one: Denial, other: Denial) -> bool:
    """Whether two payments of one order and sum (instalments, renewals) are told apart. Ids of two sources are not comparable."""
    by_arn = bool(_arns(one)) and bool(_arns(other))
    by_id = one.source == other.source and bool(_payments(one)) and bool(_payments(other))
    cards = {d.transaction.last4 for d in (one, other) if d.transaction.last4}
    return by_arn or by_id or len(cards) > 1


def _payments(denial: Denial) -> set[str]:
    return {ref for ref in (denial.payment_ref, denial.transaction.id) if ref}


def _arns(denial: Denial) -> set[str]:
    return {denial.transaction.arn} if denial.transaction.arn else set()
