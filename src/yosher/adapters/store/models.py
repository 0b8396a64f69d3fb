"""The tables. Columns are what is looked up or ordered by; the noun itself stands in `body` as JSON."""

from typing import ClassVar

from django.db import models


class OrganisationRow(models.Model):
    ref = models.CharField(max_length=100, unique=True)
    name = models.TextField()
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=2)


class Owned(models.Model):
    """Whatever belongs to one organisation."""

    organisation = models.CharField(max_length=100)

    class Meta:
        abstract = True


class SettingRow(Owned):
    key = models.CharField(max_length=100)
    value = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "key"], name="one_setting")]


class PersonRow(Owned):
    ref = models.CharField(max_length=100)
    name = models.TextField()
    role = models.CharField(max_length=20)
    email = models.TextField(blank=True)
    has_left = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "ref"], name="one_person")]


class RateRow(Owned):
    day = models.CharField(max_length=10)
    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    rate = models.TextField()
    source = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "day", "base", "quote", "source"], name="one_rate")]


# SQLite's indexes know no NULLS LAST: the queue is ordered by keys in which "none" is a number that comes last.
NO_DUE = 2**62
NO_WORTH = -(2**62)
_BY_URGENCY = ("due_key", "-worth_key", "ref")


class CaseRow(Owned):
    ref = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    due = models.DateTimeField(null=True)
    due_key = models.BigIntegerField(default=NO_DUE)  # Unix seconds
    worth_minor = models.BigIntegerField(null=True)
    worth_key = models.BigIntegerField(default=NO_WORTH)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    network = models.CharField(max_length=20)
    code = models.CharField(max_length=80, null=True)
    finding = models.CharField(max_length=20, null=True)
    choice = models.CharField(max_length=20, null=True)
    opened_at = models.DateTimeField()
    # What a list shows of a case, so that no list opens the nouns.
    lane = models.CharField(max_length=10, default="")
    low_minor = models.BigIntegerField(null=True)
    high_minor = models.BigIntegerField(null=True)
    family = models.CharField(max_length=30, null=True)
    claim = models.TextField(default="")
    customer = models.TextField(default="")
    order = models.TextField(null=True)
    last4 = models.CharField(max_length=4, null=True)
    assigned = models.CharField(max_length=100, null=True)
    lacking = models.PositiveSmallIntegerField(default=0)
    is_lacking = models.BooleanField(default=False)
    words_digest = models.BinaryField(default=b"")  # of the words that stand in CaseWordRow
    on_hold = models.BooleanField(default=False)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "ref"], name="one_case")]
        indexes: ClassVar = [
            models.Index(fields=["organisation", *_BY_URGENCY], name="queue"),
            models.Index(fields=["organisation", "state", *_BY_URGENCY], name="queue_by_state"),
            models.Index(fields=["organisation", "lane", *_BY_URGENCY], name="queue_by_lane"),
            models.Index(fields=["organisation", "lane", "finding", *_BY_URGENCY], name="queue_by_finding"),
            models.Index(fields=["organisation", "lane", "is_lacking", *_BY_URGENCY], name="queue_by_lack"),
            models.Index(fields=["organisation", "lane", "assigned", *_BY_URGENCY], name="queue_by_person"),
            models.Index(fields=["organisation", "lane", "network", *_BY_URGENCY], name="queue_by_network"),
        ]


class CaseWordRow(Owned):
    """The words by which a case is found, as UTF-8: bytes are ordered alike by every database, texts are not."""

    word = models.BinaryField(max_length=240)
    case = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "word", "case"], name="one_word")]
        indexes: ClassVar = [models.Index(fields=["organisation", "case"], name="words_of_case")]


class DraftRow(Owned):
    """A form that a person has begun: saved at every step, gone once it has become a case."""

    person = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    body = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "person", "kind"], name="one_draft")]


class GuestLinkRow(Owned):
    """A link to a guest's page: the digest of its secret, never the secret."""

    digest = models.BinaryField(max_length=32, unique=True)
    ref = models.CharField(max_length=40, unique=True)
    case = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    guest = models.CharField(max_length=20, default="customer")
    name = models.TextField(default="")
    about = models.TextField(default="")
    given = models.TextField(default="")  # JSON: {"parts": […], "exhibits": […]}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "case", "-id"], name="guest_link_by_case")]


class SharedRow(Owned):
    """An exhibit that the customer of its case may see."""

    case = models.CharField(max_length=40)
    exhibit = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case", "exhibit"], name="one_sharing")]


class TallyRow(Owned):
    """What is counted of a case: a narrow row beside it, so that counting reads no bodies. Days are ISO 8601."""

    case = models.CharField(max_length=40)
    came_on = models.CharField(max_length=10)
    denied_on = models.CharField(max_length=10, null=True)
    reported_on = models.CharField(max_length=10, null=True)
    prevented_on = models.CharField(max_length=10, null=True)
    network = models.CharField(max_length=20)
    code = models.CharField(max_length=80, null=True)
    processor = models.TextField(null=True)
    phase = models.CharField(max_length=20)
    result = models.CharField(max_length=20)
    reviewed = models.BooleanField()
    turned = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    refunded_minor = models.BigIntegerField(null=True)
    refunded_in = models.CharField(max_length=3, null=True)
    recovered_minor = models.BigIntegerField(null=True)
    recovered_in = models.CharField(max_length=3, null=True)
    choice = models.CharField(max_length=20, null=True)
    family = models.CharField(max_length=30, null=True)  # this and the next three: of the last answer
    strength = models.CharField(max_length=20, null=True)
    finding = models.CharField(max_length=20, null=True)
    cause = models.CharField(max_length=20, null=True)
    days_to_answer = models.IntegerField(null=True)  # from the denial until an answer was first sent

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case"], name="one_tally")]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "came_on"], name="tally_by_day"),
            models.Index(fields=["organisation", "denied_on"], name="tally_denied", condition=models.Q(denied_on__isnull=False)),
            models.Index(fields=["organisation", "reported_on"], name="tally_reported", condition=models.Q(reported_on__isnull=False)),
            models.Index(fields=["organisation", "prevented_on"], name="tally_prevented", condition=models.Q(prevented_on__isnull=False)),
        ]


class DenialRow(Owned):
    case = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    source = models.CharField(max_length=30)
    source_ref = models.TextField()
    payment = models.TextField(null=True)
    transaction = models.TextField(null=True)
    order = models.TextField(null=True)
    arn = models.TextField(null=True)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case", "ref"], name="one_message")]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "source", "source_ref"], name="denial_by_ref"),
            models.Index(fields=["organisation", "payment"], name="denial_by_payment"),
            models.Index(fields=["organisation", "transaction"], name="denial_by_transaction"),
            models.Index(fields=["organisation", "order"], name="denial_by_order"),
            models.Index(fields=["organisation", "arn"], name="denial_by_arn"),
        ]


class FactRow(Owned):
    case = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case", "ref"], name="one_fact")]


class ExhibitRow(Owned):
    case = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, null=True)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case", "ref"], name="one_exhibit")]


class EventRow(Owned):
    """Append-only: triggers refuse deletes, and every update but the one that empties `body` and `salt` of an erased case."""

    case = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    act = models.CharField(max_length=30)
    actor_kind = models.CharField(max_length=20)
    actor_ref = models.TextField()
    happened_at = models.DateTimeField()
    certainty = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()
    schema = models.PositiveSmallIntegerField()
    salt = models.BinaryField()
    leaf = models.BinaryField()
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case", "sequence"], name="one_event")]


class AnswerRow(Owned):
    case = models.CharField(max_length=40)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case"], name="one_answer")]


class VerdictRow(Owned):
    """Own outcomes, counted: what the odds of later cases rest on."""

    strength = models.CharField(max_length=20)
    family = models.CharField(max_length=30)
    verdict = models.CharField(max_length=20)
    n = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "strength", "family", "verdict"], name="one_count")]


class OutboxRow(Owned):
    ref = models.CharField(max_length=200)
    case = models.CharField(max_length=40, null=True)
    task = models.CharField(max_length=40)
    body = models.TextField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    first_due = models.DateTimeField(null=True)  # a retry moves due_at on
    claimed_until = models.DateTimeField(null=True)
    lapses = models.PositiveIntegerField(default=0)  # claims that nobody gave back: their workers died
    stage = models.CharField(max_length=60, blank=True, default="")
    percent = models.PositiveSmallIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    dead = models.BooleanField(default=False)
    trouble = models.TextField(blank=True)
    reason = models.TextField(blank=True, default="")  # the trouble with what fills its sentence

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "ref"], name="one_task")]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="outbox_due", condition=models.Q(done_at__isnull=True, dead=False)),
            models.Index(fields=["organisation", "due_at", "id"], name="outbox_open", condition=models.Q(done_at__isnull=True)),
        ]


class ReminderRow(Owned):
    case = models.CharField(max_length=40)
    at = models.DateTimeField()
    code = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "case", "at", "code"], name="one_reminder")]
        indexes: ClassVar = [models.Index(fields=["at"], name="reminder_due")]


class ErasureRow(Owned):
    """What a period had deleted: how much of what, everything older than `before`."""

    run = models.CharField(max_length=200)
    at = models.DateTimeField()
    kept = models.CharField(max_length=20)
    n = models.IntegerField()
    before = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "run", "kept"], name="one_erasure_a_run")]


class TransactionRow(Owned):
    """The transaction history of interfaces.md, column by column."""

    ref = models.TextField()
    account = models.TextField(null=True)
    pm = models.TextField(null=True)
    ip = models.TextField(null=True)
    device = models.TextField(null=True)
    ship = models.TextField(null=True)
    amount = models.BigIntegerField(null=True)
    currency = models.TextField(null=True)
    ts = models.BigIntegerField(null=True)
    day = models.IntegerField(null=True)
    disputed = models.BooleanField(null=True)
    fraud = models.BooleanField(null=True)
    delivered = models.BooleanField(null=True)
    merchant = models.TextField(null=True)
    descriptor = models.TextField(null=True)
    email = models.TextField(null=True)
    order = models.TextField(null=True)
    refunded_minor = models.BigIntegerField(null=True)
    three_ds = models.TextField(null=True)
    eci = models.TextField(null=True)
    avs_result = models.TextField(null=True)
    cvv_result = models.TextField(null=True)
    network = models.TextField(null=True)
    card_present = models.BooleanField(null=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "ref"], name="one_transaction")]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "account", "-ts"], name="transaction_by_account", condition=models.Q(account__isnull=False)
            ),
            models.Index(fields=["organisation", "email", "-ts"], name="transaction_by_email", condition=models.Q(email__isnull=False)),
            models.Index(fields=["organisation", "order"], name="transaction_by_order", condition=models.Q(order__isnull=False)),
            # Network and place of sale besides: the sales of a month are counted without reading them.
            models.Index(
                fields=["organisation", "ts", "network", "card_present"], name="transaction_by_time", condition=models.Q(ts__isnull=False)
            ),
        ]


class RecordRow(Owned):
    """Orders, shipments, refunds, log-ins, messages, agreements: keys as columns, the row in `body`."""

    kind = models.CharField(max_length=20)
    ref = models.TextField()
    order = models.TextField(null=True)
    transaction = models.TextField(null=True)
    customer = models.TextField(null=True)
    email = models.TextField(null=True)
    at = models.BigIntegerField(null=True)
    source = models.TextField(blank=True)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "kind", "ref"], name="one_record")]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "order"], name="record_by_order", condition=models.Q(order__isnull=False)),
            models.Index(
                fields=["organisation", "transaction"], name="record_by_transaction", condition=models.Q(transaction__isnull=False)
            ),
            models.Index(fields=["organisation", "customer", "at"], name="record_by_customer", condition=models.Q(customer__isnull=False)),
            models.Index(fields=["organisation", "email", "at"], name="record_by_email", condition=models.Q(email__isnull=False)),
            models.Index(fields=["organisation", "at"], name="order_by_time", condition=models.Q(kind="orders", at__isnull=False)),
        ]
