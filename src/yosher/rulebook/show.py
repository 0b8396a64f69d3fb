"""A rule as JSON values: in a line, or whole with its windows, needs, conflicts, fees and limits."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from yosher.rulebook.costs import fees_for
from yosher.rulebook.model import Rule
from yosher.rulebook.receivers import limits_for
from yosher.rulebook.records import table
from yosher.rulebook.windows import windows_for

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def row(rule: Rule) -> dict[str, Json]:
    return {
        "network": rule.network.value,
        "code": rule.code,
        "sub": rule.sub,
        "official_name": rule.official_name,
        "status": rule.status,
        "category": rule.category,
        "source": rule.source.text,
        "confidence": stated_confidence(rule),
        "listed": rule.listed,
    }


def whole(rule: Rule, *, processor: str | None = None, on: date | None = None) -> dict[str, Json]:
    """Everything; what is not known is null."""
    told = {f.name: plain(getattr(rule, f.name)) for f in fields(rule)}
    told |= row(rule)
    told["checked_on"] = rule.source.checked_on.isoformat()
    told["windows"] = plain(windows_for(rule, processor=processor, phase=None, place=None))
    told["fees"] = plain(fees_for(processor, rule.network, on=on)) if processor else []
    told["limits"] = plain(limits_for(processor, rule.network)) if processor else []
    return told


def stated_confidence(rule: Rule) -> str:
    """As the record states it (`primary_via_digest`, `secondary`, `unverified`)."""
    for record in table("reason_codes"):
        if record["network"] == rule.network and record["code"] == rule.code and (record["sub_reason"] or None) == rule.sub:
            return record["confidence"]
    return rule.source.confidence.value


def plain(value: object) -> Json:
    """Records as JSON values, field by field."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
