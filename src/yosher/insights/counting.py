"""How a monitoring programme counts, read out of its records: which events, which sales, which thresholds, what moves it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yosher.insights.months import before
from yosher.kernel.reason import Reason, Value
from yosher.rulebook.law import programme
from yosher.rulebook.model import Programme
from yosher.rulebook.records import words

Records = Mapping[str, Programme]

# Names of parameters by which a record states a threshold: level, ratio, count. The figures stand in the records.
_LEVELS = (
    ("excessive", "merchant_excessive_ratio", "merchant_excessive_count"),
    ("excessive", "ratio_min", "count_min"),
    ("excessive", "fraud_ratio_min", ""),
    ("warning", "merchant_warning_ratio", "merchant_warning_count"),
    ("warning", "ratio_warning", ""),
)
# What a record says of how it counts, or of what moves the ratio: parameter, value ("" = whatever it says) → the sentence.
_HOW = (
    ("numerator", "fraud_reports;disputes", Reason("insights.counts_reports_and_disputes")),
    ("numerator", "disputes", Reason("insights.counts_disputes")),
    ("codes_counted", "", Reason("insights.counts_codes")),
    ("codes_not_counted", "", Reason("insights.counts_not_codes")),
    ("denominator", "card_not_present", Reason("insights.over_sales_without_card")),
    ("denominator", "all", Reason("insights.over_all_sales")),
    ("denominator_month", "same", Reason("insights.of_the_same_month")),
    ("denominator_month", "previous", Reason("insights.of_the_month_before")),
    ("double_count", "yes", Reason("insights.counts_twice")),
)
_MOVES = (
    ("winning_lowers_the_count", "no", Reason("insights.winning_does_not_lower")),
    (
        "ratio",
        "chargebacks of month m / transactions of month m-1; counts even if won or refunded",
        Reason("insights.counts_even_if_won_or_refunded"),
    ),
    ("excluded", "", Reason("insights.settled_before_lowers")),
    ("rdr_of_fraud_counts", "yes", Reason("insights.rdr_of_fraud_counts")),
    ("grace_months", "", Reason("insights.grace")),
    ("exit_months_below", "", Reason("insights.exit_after")),
    ("drops_to", "", Reason("insights.drops_to")),
    ("outranks", "", Reason("insights.outranks")),
    ("published", "no", Reason("insights.not_published")),
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this ratio (and, where there is one, from this count) a programme takes notice."""

    level: str  # excessive | warning
    ratio: Programme
    count: Programme | None

    @property
    def share(self) -> Fraction:
        return Fraction(self.ratio.value)

    @property
    def least(self) -> int:
        return int(self.count.value) if self.count else 0


@dataclass(frozen=True, slots=True)
class Counting:
    """A programme as its records hold on a day in a region."""

    name: str
    records: Records

    def says(self, parameter: str) -> str:
        record = self.records.get(parameter)
        return record.value if record else ""

    @property
    def network(self) -> str:
        return self.says("network")

    @property
    def counts_reports(self) -> bool:
        return "fraud_reports" in words(self.says("numerator"))

    @property
    def prevented_fraud_counts(self) -> bool:
        return self.says("rdr_of_fraud_counts") == "yes"

    @property
    def only_without_card(self) -> bool:
        return self.says("denominator") == "card_not_present"

    def sold_in(self, month: str) -> str:
        """The month whose sales the events of a month are divided by."""
        return before(month) if self.says("denominator_month") == "previous" else month

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        return tuple(self._thresholds())

    def _thresholds(self) -> Iterator[Threshold]:
        for level, ratio, count in _LEVELS:
            if ratio in self.records:
                yield Threshold(level, self.records[ratio], self.records.get(count))

    @property
    def asks_for_codes(self) -> bool:
        return bool(self.says("codes_counted") or self.says("codes_not_counted"))

    def counts_code(self, code: str | None) -> bool:
        """Whether a denial with this code counts; one without a code does: the larger count."""
        counted, not_counted = words(self.says("codes_counted")), words(self.says("codes_not_counted"))
        if code is None:
            return True
        return (not counted or code.startswith(counted)) and not (not_counted and code.startswith(not_counted))

    def holds_in(self, country: str) -> bool:
        return country not in words(self.says("not_in"))

    def began(self, on: date) -> bool:
        """Whether the programme took notice of anybody on that day; True where no record says from when."""
        from_ = self.says("advisory_from")
        return not from_ or date.fromisoformat(from_) <= on

    def how(self) -> tuple[Reason, ...]:
        """How it counts; last, that its figures are to be checked where a record asks for it."""
        doubted = next((record for record in self.records.values() if record.review_required), None)
        check = (Reason("insights.review_figures", rule=doubted.id),) if doubted else ()
        return (*self._said(_HOW), *check)

    def moves(self) -> tuple[Reason, ...]:
        return self._said(_MOVES)

    def _said(self, table: tuple[tuple[str, str, Reason], ...]) -> tuple[Reason, ...]:
        found = ((self.records.get(parameter), value, reason) for parameter, value, reason in table)
        return tuple(
            Reason(reason.code, rule=record.id, values=_values(record))
            for record, value, reason in found
            if record is not None and value in ("", record.value)
        )


def _values(record: Programme) -> dict[str, Value]:
    """What a sentence may name: the value, and as a number where it is one."""
    number: dict[str, Value] = {"n": int(record.value)} if record.value.isdecimal() else {}
    return {"value": record.value.replace(";", ", ")} | number


def counting(name: str, *, on: date, region: str) -> Counting:
    return Counting(name, programme(name, on=on, region=region))
