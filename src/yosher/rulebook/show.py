"""A rule as JSON values: in a line, or whole with its windows, needs, conflicts, fees and limits."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from yosher.rulebook.conflicts import conflicts_for
from yosher.rulebook.costs import fees_listed
from yosher.rulebook.model import Conflict, Fee, Rule
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
        "family": rule.family.value,
        "source": rule.source.text,
        "confidence": stated_confidence(rule),
        "listed": rule.listed,
    }


def whole(rule: Rule, *, processor: str | None = None, on: date | None = None) -> dict[str, Json]:
    """Everything; what is not known is null. With a processor: its windows, fees and limits beside the scheme's, and what is in conflict
    about them; without one, the windows of every processor that the code's own record names.
    """
    told = {f.name: plain(getattr(rule, f.name)) for f in fields(rule)}
    told |= row(rule)
    told["checked_on"] = rule.source.checked_on.isoformat()
    told["effective_from"] = plain(rule.source.effective_from)
    told["effective_to"] = plain(rule.source.effective_to)
    told["region"] = rule.source.region
    told["windows"] = plain(windows_for(rule, processor=processor, phase=None, place=None))
    told["fees"] = plain(_fees(rule, processor, on))
    told["limits"] = plain(limits_for(processor, rule.network))
    told["conflicts"] = plain(_conflicts(rule, processor))
    return told


def _fees(rule: Rule, processor: str | None, on: date | None) -> tuple[Fee, ...]:
    scheme = fees_listed("scheme", rule.network, on=on)
    return (*fees_listed(processor, rule.network, on=on), *scheme) if processor else scheme


def _conflicts(rule: Rule, processor: str | None) -> tuple[Conflict, ...]:
    """The rule's own, then those of the whole network (limits, fees, alerts), then the processor's."""
    network = tuple(c for c in conflicts_for(rule.network, rule.code) if c.code == "*")
    named = conflicts_for(processor) if processor else ()
    return tuple(dict.fromkeys((*rule.conflicts, *network, *named)))


def stated_confidence(rule: Rule) -> str:
    """As the record states it (`primary_via_digest`, `secondary`, `unverified`); of a doubted or unlisted code `unverified`."""
    for record in table("reason_codes"):
        if (record["network"], record["code"], record["sub_reason"] or None) == (rule.network, rule.code, rule.sub):
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
