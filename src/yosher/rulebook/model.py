"""The nouns of the rulebook. Each record says where it comes from, how sure it is, and from when it holds."""

from dataclasses import dataclass
from datetime import date

from yosher.kernel.ids import RuleId
from yosher.kernel.money import Money
from yosher.kernel.when import Days
from yosher.kernel.words import ClaimFamily, Confidence, NeedLevel, Network, Phase


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    confidence: Confidence
    checked_on: date
    effective_from: date | None = None
    effective_to: date | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree; `cautious` says how the result treats it."""

    id: RuleId
    scope: str  # network or processor
    code: str
    field: str
    value_a: str
    source_a: str
    value_b: str
    source_b: str
    cautious: str
    source: Source
    figure: str = ""  # the cautious value where it is one: `18`, `96 h`, `none` = no limit; empty = not a figure


@dataclass(frozen=True, slots=True)
class Need:
    """One item of evidence that a rule asks for. Items of one `group` stand for each other: `group_min` are enough."""

    id: RuleId
    evidence: str  # key of the vocabulary
    level: NeedLevel
    family: ClaimFamily
    element: str  # what it proves: `not_received.handed_over`
    goods: tuple[str, ...]  # empty = all kinds
    source: Source
    group: str | None = None
    group_min: int = 0

    @property
    def instead(self) -> bool:
        """Whether the group answers the claim by itself when met (proof of a credit), and is never required."""
        return self.group is not None and self.group.startswith("instead_")


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason code, with sub-reason where there is one. `listed` is False for the cautious rule of an unknown code."""

    id: RuleId
    network: Network
    code: str
    sub: str | None
    official_name: str
    status: str  # active | retired | obsolete | inquiry | program | informational | unlisted
    category: str  # fraud | authorization | processing | consumer | unknown
    family: ClaimFamily  # UNKNOWN for umbrella codes and unlisted ones
    semantic_reason: str
    listed: bool
    source: Source
    cardholder_days: Days | None = None
    cardholder_days_from: str = ""
    outer_cap_days: Days | None = None
    wait_days: Days | None = None
    acquirer_days: Days | None = None
    psp_windows: tuple["Window", ...] = ()
    needs: tuple[Need, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: str = ""
    stripe_reason: str = ""
    adyen_reason: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A time to answer, as one processor or the scheme gives it. `hours` is set where the window is shorter than days."""

    id: RuleId
    processor: str | None  # None = the scheme's own
    network: Network | None
    phase: Phase | None
    place: str | None
    source: Source
    days: Days | None = None
    hours: int | None = None
    codes: tuple[str, ...] = ()  # bound to these reason codes (`10.` = all that begin so); empty = all
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a receiver takes. `value` is the largest allowed unless `minimum` or `advised`; None = unknown."""

    id: RuleId
    processor: str
    network: Network | None
    subject: str  # field or file, as the source names it
    kind: str  # characters | bytes_per_file | bytes_total | pages | files | formats | dpi | pixels | name | entries
    value: int | None
    formats: tuple[str, ...]
    stage: Phase | None
    source: Source
    minimum: bool = False
    advised: bool = False
    exactly: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """What a dispute costs. `low` and `high` are None when unknown (never 0); equal when the source gives one figure."""

    id: RuleId
    processor: str
    network: Network | None
    stage: str
    low: Money | None
    high: Money | None
    share: float | None  # of the recovered sum (0.30), where the fee is a share
    when_charged: str
    returned_when: str  # as the source says it; empty = not known
    source: Source
    stated: str = ""  # the amount as the source writes it: `up to 25`, `150 + 250 + 100`; empty = not known


@dataclass(frozen=True, slots=True)
class Prior:
    """A starting range for the chance of winning at a strength of evidence."""

    id: RuleId
    scope: str
    network: Network | None
    strength: str  # all_elements | one_missing | weak_or_described | junk_only | gate
    low: float
    high: float
    source: Source
    note: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A parameter of a monitoring programme (VAMP, ECM, HECM, EFM), of CE 3.0 or of First-Party Trust."""

    id: RuleId
    programme: str
    parameter: str
    value: str
    unit: str
    review_required: bool
    source: Source


@dataclass(frozen=True, slots=True)
class LegalAmount:
    """A right or an amount of a country's law (Israel's pack): days, sums, shares, with what starts the count."""

    id: RuleId
    country: str
    key: str
    value: str
    unit: str
    trigger: str
    stale_after: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class RecordingRule:
    place: str  # ISO 3166-1 or -2
    rule: str  # one_party | all_party | mixed
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Receiver:
    key: str
    role: str
    accepted: tuple[str, ...]  # languages; empty = not known
    language_if_unknown: str | None
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Currency:
    code: str
    exponent: int
    english: str
    hebrew: str
    exceptions: tuple[tuple[str, int], ...]  # (processor, exponent) where that processor's figure differs or was seen
