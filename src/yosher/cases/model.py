"""The nouns of a case: what came in, what it became, what was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from yosher.kernel.actor import Actor
from yosher.kernel.ids import BlobRef, CaseId, DenialId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.reason import EMPTY, Value
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Choice, GoodsKind, Language, Network, Phase


class Says(StrEnum):
    """What one message from outside says about a dispute. Processors' own words are mapped to these at the door."""

    ALERT = "alert"  # a warning before the denial, with a chance to refund
    FRAUD_REPORT = "fraud_report"  # the issuer reports fraud (TC40, SAFE); informational, no answer is due
    OPENED = "opened"  # an inquiry, a denial or a later phase began: an answer is due
    UPDATED = "updated"  # details changed
    UNDER_REVIEW = "under_review"  # our answer was received
    WON = "won"
    PARTLY_WON = "partly_won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"  # the denial was accepted, by us or for us
    REFUNDED = "refunded"  # the processor says that the charge was refunded
    PREVENTED = "prevented"  # refunded by a rule before it became a denial (RDR, alert)
    REVERSED = "reversed"  # the last result turns
    EXPIRED = "expired"  # the time to answer is over
    CLOSED = "closed"  # an inquiry ended without a denial
    UNKNOWN = "unknown"  # a status that we do not know: kept raw, shown to a person


class Due(StrEnum):
    """Who stated the answer-by date, if anybody did."""

    PROCESSOR = "processor"
    LETTER = "letter"
    NOT_STATED = "not_stated"
    NO_ANSWER_POSSIBLE = "no_answer_possible"  # the processor says that nothing can be answered


@dataclass(frozen=True, slots=True)
class StatedDue:
    """The answer-by date as the source states it: a moment (processor) or a day (letter), or neither."""

    by: Due = Due.NOT_STATED
    at: datetime | None = None  # aware; end of the stated day where only a day was stated
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class Transaction:
    """The disputed payment. An absent value is unknown, never false."""

    id: str | None = None  # the processor's or the letter's id of the payment
    day: date | None = None
    at: Moment | None = None
    amount: Money | None = None  # of the whole payment; the disputed sum is the denial's
    order: str | None = None
    arn: str | None = None
    authorization_code: str | None = None
    last4: str | None = None
    descriptor: str | None = None
    card_present: bool | None = None
    authenticated: bool | None = None  # 3-D Secure or chip and PIN
    instalments: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerRef:
    """Who stands across from us, as far as the source names them."""

    ref: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: Language | None = None
    protected: str | None = None  # senior | disabled | new_immigrant: a longer right to cancel in Israel


@dataclass(frozen=True, slots=True)
class Goods:
    kind: GoodsKind | None = None
    description: str = ""
    sold_by: str | None = None  # web | phone | chat | shop
    supplied: bool | None = None


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Who brought the denial to us and how; `name` as written."""

    kind: str  # processor | acquirer | issuer | bank | customer | lawyer | platform
    name: str = ""
    channel: str = ""  # webhook | api | export | letter | mail | phone | …
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Denial:
    """One message from outside about one dispute, in our words. Raw words are kept beside the mapped ones.

    `ref` is the source's own id of the dispute (the same dispute always carries the same ref within its source);
    `payment_ref` joins an alert or an inquiry with the later chargeback for the same payment.
    """

    id: DenialId
    ref: str
    source: str  # stripe | adyen | paypal | braintree | square | csv | manual
    says: Says
    network: Network
    amount: Money
    phase: Phase
    happened: Moment  # when the source says that it happened
    received_at: datetime  # when it reached us (aware)
    processor: str | None = None
    payment_ref: str | None = None
    network_raw: str = ""
    code: str | None = None  # as in the rulebook (blanks stripped); None where the source gives none
    sub: str | None = None
    reason: str = ""  # the reason in our words (`semantic_reason` of the reason codes: product_not_received …); empty = not known
    reason_raw: str = ""  # the processor's own word for the reason
    status_raw: str = ""
    due: StatedDue = StatedDue()
    confirmed: bool = False  # True only when a signature over these very fields was checked
    transaction: Transaction = Transaction()
    customer: CustomerRef = CustomerRef()
    goods: Goods = Goods()
    told_by: ToldBy | None = None
    claim: str = ""  # in the customer's words, untranslated
    place: str | None = None  # ISO 3166-1 or -2, where the deal was made
    business: str | None = None  # company | sole_trader | person
    language: Language | None = None  # of the case
    amount_won: Money | None = None  # with won / partly_won, where the source states it
    raw: BlobRef | None = None  # the message as it came in


class State(StrEnum):
    """States of a case; what may follow what stands in `states.py` after the vocabulary's notes."""

    RECEIVED = "received"
    GATHERING = "gathering"
    ANSWER_READY = "answer_ready"
    APPROVED = "approved"
    SENT = "sent"
    UNDER_REVIEW = "under_review"
    WON = "won"
    PARTLY_WON = "partly_won"
    LOST = "lost"
    ACCEPTED = "accepted"
    REFUNDED = "refunded"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"


class Act(StrEnum):
    """What is recorded on a case. One act is one event in the case's log."""

    OPENED = "opened"  # by the first denial
    DENIAL_READ = "denial_read"  # a further message about the same dispute
    FACTS_ADDED = "facts_added"
    EXHIBIT_ADDED = "exhibit_added"
    ANSWERED = "answered"  # prepare_answer ran: finding, decision, packet
    CHOSEN = "chosen"  # the owner chose otherwise than advised
    APPROVED = "approved"
    APPROVAL_TAKEN_BACK = "approval_taken_back"
    SENT = "sent"  # the answer left for whoever decides
    WRITTEN_TO_CUSTOMER = "written_to_customer"  # a letter to the customer left: the denial itself is as unanswered as before
    RECEIPT_CONFIRMED = "receipt_confirmed"
    REFUNDED = "refunded"
    ACCEPTED = "accepted"
    OUTCOME = "outcome"
    NOTE = "note"
    ASSIGNED = "assigned"
    REMINDED = "reminded"  # a reminder, the own cut-off or the due date came while an answer was still to be made or sent
    CLOSED = "closed"
    CUSTOMER_INVITED = "customer_invited"  # a link to the customer's page was made; `link` names it, the secret is nowhere
    CUSTOMER_LINK_REVOKED = "customer_link_revoked"
    GUEST_INVITED = "guest_invited"  # a link for a witness, a mediator or a lawyer; with what it shows
    GUEST_GIVEN = "guest_given"  # what such a link shows was chosen anew
    GUEST_LINK_REVOKED = "guest_link_revoked"
    WITNESS_TOLD = "witness_told"  # in their own words; an account, and no evidence before it is confirmed and signed
    EXHIBIT_KIND_CHANGED = "exhibit_kind_changed"  # a person said what kind of paper it is
    EXHIBIT_WITHDRAWN = "exhibit_withdrawn"  # it stays listed and is used for nothing
    EXHIBIT_RESTORED = "exhibit_restored"
    EXHIBIT_SHARED = "exhibit_shared"  # the customer may see it on their page
    EXHIBIT_UNSHARED = "exhibit_unshared"
    LETTER_WORDED = "letter_worded"  # a person put sentences of the paper into their own words, or took them back
    HELD = "held"  # kept beyond every period, because a claim may follow
    HOLD_ENDED = "hold_ended"
    ERASED = "erased"  # all that the case held is gone; its log keeps the hashes of what it said


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """An entry of the append-only log of a case. `body` holds JSON values only (RFC 8785 canonical when hashed)."""

    organisation: OrgId
    case: CaseId
    sequence: int  # 1, 2, 3 … within the case, without gaps
    act: Act
    actor: Actor
    happened: Moment
    recorded_at: datetime
    body: Mapping[str, object]
    schema: int = 1
    salt: bytes = b""  # 32 random bytes, given by the store


@dataclass(frozen=True, slots=True)
class OwnStep:
    """Where our own last act led, and what the outside had said by then: whatever comes in later is weighed against both."""

    state: State
    phase: Phase
    told: State  # where the outside's messages alone led at that time
    verdict: str = ""  # the last verdict among those messages: its word and day
    recovered: Money | None = None
    closed_after: State | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands: folded from its denials and events."""

    id: CaseId
    organisation: OrgId
    state: State
    phase: Phase
    denial: Denial  # the leading denial: the latest phase, details merged from all messages
    denials: tuple[Denial, ...]  # every message, in the order of arrival
    opened_at: datetime
    language: Language
    choice: Choice | None = None  # chosen by a person, or advised and approved
    refunded: Money | None = None  # what we gave back so far
    recovered: Money | None = None  # what came back by verdict
    assigned: PersonId | None = None
    due: datetime | None = None  # as the queue has it: of the clock when last computed, before that the one that was stated
    packet: BlobRef | None = None
    flags: tuple[str, ...] = ()  # codes that a person should look at (unknown status, refund after verdict …)
    values: Mapping[str, Value] = field(default_factory=lambda: EMPTY)
    closed_after: State | None = None  # what stood when it was closed: a lost case stays lost
    own: OwnStep | None = None
    on_hold: bool = False  # kept beyond every period


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of `events:` in a manual form, before it becomes a fact of the evidence room."""

    kind: str  # an event kind; an unknown one is kept as `other` with its word in `kind_raw`
    moment: Moment | None
    text: str = ""
    source: str = ""
    kind_raw: str = ""
    certainty: Certainty = Certainty.DAY


@dataclass(frozen=True, slots=True)
class Attached:
    """An entry of `exhibits:` in a manual form: a file beside the form, or only a description."""

    kind: str  # an evidence kind of the vocabulary, or `other`
    file: str | None = None
    day: date | None = None
    shows: str = ""
    kind_raw: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that one message or form brings: the denial and what it tells besides."""

    denial: Denial
    told: tuple[Told, ...] = ()
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file or a row of it was not taken. `code` is put into words by phrases."""

    code: str
    file: str = ""
    row: int | None = None  # 1-based line or record number in the file, as a person counts
    values: Mapping[str, Value] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: the good rows, the refused ones, and whether the file as a whole is of its kind."""

    incoming: tuple[Incoming, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()  # taken, but a person should know (a field not understood, a date not read)
