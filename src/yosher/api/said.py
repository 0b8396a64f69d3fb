"""Documents as responses, and what was typed read in the organisation's own terms."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header

from yosher.api.caller import Caller
from yosher.api.problems import BadInput
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, MoneyError, parse_decimal
from yosher.kernel.reason import Reason
from yosher.kernel.when import YEARS, Moment, day_moment

FILE_POLICY = "default-src 'none'; sandbox"


def document(caller: Caller, told: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Language"] = caller.language
    return response


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Bytes to be kept, never shown as a page of ours."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def moment(given: datetime | str | None, caller: Caller) -> Moment | None:
    """A day is that day at the business; a time without an offset is of its clock. A year in which no card was ever charged is a slip."""
    if given is None:
        return None
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise BadInput(Reason("cli.date_unreadable", values={"given": str(given)})) from None
    if day.year not in YEARS:
        raise BadInput(Reason("cli.date_unreadable", values={"given": str(day.year)}))
    if not isinstance(day, datetime):
        return day_moment(day, caller.organisation.tz)
    return Moment((day if day.tzinfo else day.replace(tzinfo=caller.organisation.tz)).astimezone(UTC))


def money(text: str | None, currency: str) -> Money | None:
    if text is None:
        return None
    digits = exponent(currency)
    try:
        return parse_decimal(text, currency, digits)
    except MoneyError:
        example = f"1250{'.' if digits else ''}{'0' * digits}"
        raise BadInput(Reason("cli.amount_unreadable", values={"given": text, "currency": currency, "example": example})) from None
