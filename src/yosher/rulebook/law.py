"""Rights and amounts of a country's law, recording rules, and the schemes' programmes: dated figures with their trigger."""

from datetime import date
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.rulebook.model import LegalAmount, Programme, RecordingRule
from yosher.rulebook.records import day, in_force, source_of, table


@cache
def all_laws() -> tuple[LegalAmount, ...]:
    return tuple(
        LegalAmount(
            id=RuleId(row["id"]),
            country=row["country"],
            key=row["key"],
            value=row["value"],
            unit=row["unit"],
            trigger=row["trigger"],
            stale_after=day(row["stale_after"]),
            source=source_of(row),
        )
        for row in table("legal")
    )


def legal_pack(place: str | None) -> tuple[LegalAmount, ...]:
    """All records of the country of a place (ISO 3166-1 or -2); none for an unknown one."""
    country = (place or "").split("-")[0]
    return tuple(law for law in all_laws() if law.country == country)


def legal(country: str, key: str, *, on: date | None = None) -> LegalAmount:
    """One record, as it holds on a day; where none held then, the first known.

    Raises KeyError for a key that the pack does not hold: a defect of ours, not of what came in.
    """
    known = [law for law in all_laws() if law.country == country and law.key == key]
    if not known:
        raise KeyError(f"no legal record {country} {key}")
    return next((law for law in known if in_force(law.source, on)), known[0])


def is_stale(law: LegalAmount, on: date) -> bool:
    """Whether a yearly amount is only the latest known: to be shown as such and never relied on alone."""
    return law.stale_after is not None and on >= law.stale_after


@cache
def all_recording_rules() -> dict[str, RecordingRule]:
    return {
        row["jurisdiction"]: RecordingRule(row["jurisdiction"], row["rule"], row["note"], source_of(row))
        for row in table("recording_consent")
    }


def recording_rule(place: str) -> RecordingRule | None:
    """The rule of a place; a subdivision without its own takes its country's. None = unknown."""
    found = all_recording_rules()
    return found.get(place.upper()) or found.get(place.upper().split("-")[0])


@cache
def all_programmes() -> tuple[Programme, ...]:
    return tuple(
        Programme(
            id=RuleId(row["id"]),
            programme=row["programme"],
            parameter=row["parameter"],
            value=row["value"],
            unit=row["unit"],
            review_required=row["review_required"] == "yes",
            source=source_of(row),
        )
        for row in table("programmes")
    )


def programmes(name: str) -> tuple[Programme, ...]:
    """All parameters of VAMP, ECM, HECM, EFM, CE3.0, FPT …, of every day and region; `review_required` = ask before relying on it."""
    return tuple(record for record in all_programmes() if record.programme == name)


@cache
def programmes_counting(network: str) -> tuple[str, ...]:
    """The names of the programmes that count the denials of a network: the records `network` say it."""
    return tuple(record.programme for record in all_programmes() if record.parameter == "network" and record.value == network)


def programme(name: str, *, on: date | None = None, region: str | None = None) -> dict[str, Programme]:
    """The parameters of VAMP, ECM, HECM, EFM, CE3.0 or FPT in force on a day; a region's own figure wins over the general one."""
    found: dict[str, Programme] = {}
    for record in programmes(name):
        holds = in_force(record.source, on) and record.source.region in (None, region)
        if holds and (record.parameter not in found or record.source.region is not None):
            found[record.parameter] = record
    return found
