"""The figures of a period as JSON values: every count with what it is a part of, every record with its source."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from yosher.cases.model import State
from yosher.decisions.figures import Span
from yosher.decisions.outcomes import CONFIDENCE, ENOUGH
from yosher.desk.document import Json, Said, amount, each, plain, speaker
from yosher.insights.causes import Counted
from yosher.insights.conditions import Condition
from yosher.insights.model import Key
from yosher.insights.monitoring import Monitored, Month, Near
from yosher.insights.outcomes import Outcome, Share, share_of
from yosher.insights.page import Insights
from yosher.insights.ratios import Ratio
from yosher.insights.takings import Takings
from yosher.kernel.currency import exponent, is_currency
from yosher.kernel.money import Money, parse_decimal
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, Language
from yosher.phrases.catalogue import word
from yosher.phrases.say import say
from yosher.rulebook.model import Programme

_NAMED_BY = {"by_family": "claim_family", "by_course": "choice"}
_ENDS = (
    *(State.WON, State.PARTLY_WON, State.LOST, State.WITHDRAWN, State.SETTLED),
    *(State.REFUNDED, State.ACCEPTED, State.EXPIRED, State.CLOSED),
)


def insights_document(found: Insights, *, language: Language) -> dict[str, Json]:
    said = speaker(language)
    notes = (
        Reason("insights.only_what_was_taken_in"),
        Reason("insights.whole_months"),
        Reason("insights.region", values={"region": f"country:{found.region}"}),
    )
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "region": found.region,
        "n": found.n,
        "sales": [{"month": month, "n": n} for month, n in found.sales],
        "monitoring": [monitored_document(one, found.settled_before.get(one.network, 0), said) for one in found.programmes],
        "causes": causes_document(found, language),
        "outcomes": outcomes_document(found, said, language),
        "time_to_answer": {"median_days": found.median_days, "n": found.answers_timed, "of": found.n},
        "money": [takings_document(one, said, language) for one in found.money],
        "because": each(notes, said),
    }


# -- monitoring ---------------------------------------------------------------------------------------------------


def monitored_document(one: Monitored, settled_before: int, said: Said) -> Json:
    return {
        "programme": one.rules.name,
        "network": one.network,
        "applies": one.applies,
        "because": each(one.because, said),
        "how": each(one.rules.how(), said) if one.applies else [],
        "moves": each(one.rules.moves(), said) if one.applies else [],
        "settled_before_denial": settled_before,
        "months": [month_document(month, said) for month in one.months],
        "records": [record_document(record) for record in records_of(one)],
    }


def month_document(month: Month, said: Said) -> Json:
    return {
        "month": month.month,
        "complete": month.complete,
        "n": month.events,
        "fraud_reports": month.reports,
        "disputes": month.disputes,
        "prevented": month.prevented,
        "without_code": month.without_code,
        "sales": {"low": month.sold.low, "high": month.sold.high} if month.sold else None,
        **ratio_document(month.ratio),
        "thresholds": [near_document(near) for near in month.near],
        "conditions": [condition_document(condition) for condition in month.conditions],
        "missing": each(month.missing, said),
    }


def ratio_document(ratio: Ratio) -> dict[str, Json]:
    return {"ratio": _decimal(ratio.exact), "ratio_low": _decimal(ratio.low), "ratio_high": _decimal(ratio.high)}


def near_document(near: Near) -> Json:
    threshold, far = near.threshold, near.further
    return {
        "level": threshold.level,
        "ratio": float(threshold.share),
        "count": threshold.least or None,
        "reached": far.reached,
        "further": {"low": far.low, "high": far.high},
        "rules": [record.id for record in (threshold.ratio, threshold.count) if record],
        "source": threshold.ratio.source.text,
        "confidence": threshold.ratio.source.confidence,
        "review_required": threshold.ratio.review_required,
    }


def condition_document(condition: Condition) -> Json:
    """Limit and value are a sum, a count or a share, as the record's unit has it."""
    record, value = condition.record, condition.value
    return {
        "parameter": record.parameter,
        "limit": _limit(record),
        "value": amount(value) if isinstance(value, Money) else value,
        "met": condition.met,
        "rule": record.id,
    }


def _limit(record: Programme) -> Json:
    if is_currency(record.unit):
        return amount(parse_decimal(record.value, record.unit, exponent(record.unit)))
    return int(record.value) if record.value.isdecimal() else float(record.value)


def records_of(one: Monitored) -> list[Programme]:
    """Those that hold at the end of the period, and those on which an earlier month's thresholds rest."""
    near = (near.threshold for month in one.months for near in month.near)
    earlier = [record for threshold in near for record in (threshold.ratio, threshold.count) if record]
    asked = [condition.record for month in one.months for condition in month.conditions]
    found = {record.id: record for record in (*one.rules.records.values(), *earlier, *asked)}
    return [found[key] for key in sorted(found)]


def record_document(record: Programme) -> Json:
    source = record.source
    return {
        "id": record.id,
        "parameter": record.parameter,
        "value": record.value,
        "unit": record.unit,
        "region": source.region,
        "effective_from": plain(source.effective_from),
        "effective_to": plain(source.effective_to),
        "review_required": record.review_required,
        "source": source.text,
        "confidence": source.confidence,
        "checked_on": source.checked_on.isoformat(),
    }


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


# -- causes and outcomes ------------------------------------------------------------------------------------------


def causes_document(found: Insights, language: Language) -> Json:
    return {
        "n": found.n,
        "findings": _counted(found.findings, ("finding",), found.n, language),
        "causes": _counted(found.causes, ("cause",), found.n, language),
        "families": _counted(found.families, ("claim_family",), found.n, language),
        "categories": _counted(found.categories, ("category",), found.n, language),
        "codes": _counted(found.codes, ("network", "code"), found.n, language),
        "together": _counted(found.together, ("finding", "cause", "claim_family"), found.n, language),
    }


def _counted(counted: Iterable[Counted], names: Sequence[str], of: int, language: Language) -> Json:
    return [
        {name: _plain(key) for name, key in zip(names, one.key, strict=True)}
        | ({"name": named(names[0], one.key[0], language)} if len(names) == 1 else {})
        | share_document(share_of(one.n, of))
        for one in counted
    ]


def outcomes_document(found: Insights, said: Said, language: Language) -> Json:
    values: dict[str, int] = {"percent": round(CONFIDENCE * 100), "enough": ENOUGH}
    told: dict[str, Json] = {"all": outcome_document(found.all_outcomes)}
    for by, outcomes in found.outcomes.items():
        group = _NAMED_BY.get(by, by.removeprefix("by_"))
        told[by] = [{"key": _plain(one.key), "name": named(group, one.key, language)} | outcome_document(one) for one in outcomes]
    return told | {"because": each([Reason("insights.how_shares_are_counted", values=values)], said)}


def outcome_document(one: Outcome) -> dict[str, Json]:
    ends: dict[str, Json] = {state.value: one.results.get(state, 0) for state in _ENDS}
    counts: dict[str, Json] = {"n": one.n, "answered": one.answered, "open": one.undecided, "reversed": one.turned}
    return counts | ends | {"won_of_decided": share_document(one.won)}


def share_document(share: Share) -> dict[str, Json]:
    """`share`, `low` and `high` are null under ten cases."""
    return {"n": share.hits, "of": share.n, "share": share.share, "low": share.low, "high": share.high}


def named(group: str, key: Key, language: Language) -> str:
    """A key in words: of the vocabulary, or of the page's own labels."""
    match group:
        case _ if key is None:
            return say(Reason(f"insights.no_{group}"), language)
        case "strength" | "category":
            return say(Reason(f"insights.{group}_{key}"), language)
        case "network":
            return str(key)
        case "claim_family":
            unclear = key == ClaimFamily.UNKNOWN
            return say(Reason("insights.claim_unclear"), language) if unclear else word(group, str(key), language).partition(":")[0]
        case _:
            return word(group, str(key), language)


def _plain(key: Key) -> Json:
    return key


# -- money --------------------------------------------------------------------------------------------------------


def takings_document(one: Takings, said: Said, language: Language) -> Json:
    """The sums of a currency, and the same of each family of claims."""
    families: list[Json] = [
        {"key": _plain(key), "name": named("claim_family", key, language)} | sums_document(part, said) for key, part in one.by_family
    ]
    return sums_document(one, said) | {"by_family": families}


def sums_document(one: Takings, said: Said) -> dict[str, Json]:
    def here(minor: int) -> Json:
        return amount(Money(minor, one.currency))

    return {
        "currency": one.currency,
        "n": one.n,
        "disputed": here(one.disputed),
        "open": here(one.undecided),
        "withdrawn": here(one.withdrawn),
        "lost": here(one.lost),
        "refunded": here(one.refunded.get(one.currency, 0)),
        "recovered": here(one.recovered.get(one.currency, 0)),
        "recovered_unknown": one.recovered_unknown,
        "paid_apart": {
            "refunded": [amount(Money(minor, c)) for c, minor in sorted(one.refunded.items()) if c != one.currency],
            "recovered": [amount(Money(minor, c)) for c, minor in sorted(one.recovered.items()) if c != one.currency],
        },
        "fees": [span_document(span, currency) for currency, span in sorted(one.fees.items())],
        "fees_known": one.fees_known,
        "fees_unknown": one.fees_unknown,
        "net": span_document(one.net, one.currency),
        "complete": one.complete,
        "missing": each(tuple(one.missing()), said),
    }


def span_document(span: Span, currency: str) -> dict[str, Json]:
    return {"low": amount(Money(span.low, currency)), "high": amount(Money(span.high, currency))}
