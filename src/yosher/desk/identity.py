"""Who the organisation is to others: its name, place, language, and how it is reached; read, checked and changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.kernel.country import is_country
from yosher.kernel.currency import is_currency
from yosher.kernel.ids import OrgId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import UNNAMED, Organisation

MOST_CHARACTERS = 160  # of a text that stands on a paper: three lines of its head
_UNSET = Organisation(id=OrgId(""), name=UNNAMED)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the identity: what it means, and why a value cannot be."""

    meaning: Reason
    refused: Callable[[str], Reason | None]


def zone_refused(zone: str) -> Reason | None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Reason("desk.no_such_zone", values={"zone": zone})
    return None


def country_refused(country: str) -> Reason | None:
    return None if is_country(country) else Reason("desk.no_such_country", values={"country": country})


def currency_refused(currency: str) -> Reason | None:
    return None if is_currency(currency) else Reason("desk.no_such_currency", values={"currency": currency})


def language_refused(language: str) -> Reason | None:
    return None if language in set(Language) else Reason("desk.no_such_language", values={"language": language})


def text_refused(text: str) -> Reason | None:
    fits = text.isprintable() and len(text) <= MOST_CHARACTERS
    return None if fits else Reason("desk.text_unfit", values={"most": MOST_CHARACTERS})


def name_refused(name: str) -> Reason | None:
    return Reason("desk.name_of_nobody", values={"name": name}) if name == UNNAMED else text_refused(name)


# Columns of the organisation, then texts that are kept beside them.
COLUMNS: Mapping[str, Part] = {
    "name": Part(Reason("setting.name"), name_refused),
    "language": Part(Reason("setting.language"), language_refused),
    "country": Part(Reason("setting.country"), country_refused),
    "zone": Part(Reason("setting.zone"), zone_refused),
    "currency": Part(Reason("setting.currency"), currency_refused),
}
TEXTS: Mapping[str, Part] = {
    "contact": Part(Reason("setting.contact"), text_refused),
    "sender_line": Part(Reason("setting.sender_line"), text_refused),
}
IDENTITY: Mapping[str, Part] = {**COLUMNS, **TEXTS}


def identity_of(organisation: Organisation) -> Iterator[tuple[str, str | None, str | None, Reason]]:
    """Each part with its value, its default and its meaning; None where nobody set it."""
    for key, part in COLUMNS.items():
        value, default = (_column(one, key) for one in (organisation, _UNSET))
        yield key, value, default, part.meaning
    for key, part in TEXTS.items():
        yield key, organisation.settings.get(key), None, part.meaning


def _column(organisation: Organisation, key: str) -> str | None:
    return None if key == "name" and not organisation.is_named else str(getattr(organisation, key))


def change_identity(key: str, value: str, *, desk: Desk) -> None:
    """Change a part; an empty value brings the default back. Refused for what cannot be."""
    value = value.strip()
    if value and (refused := IDENTITY[key].refused(value)):
        raise DeskRefused(refused)
    with desk.store.transaction():
        if key in TEXTS:
            desk.store.set_setting(desk.organisation.id, key, value or None)
        else:
            desk.store.save_organisation(_changed(desk.organisation, key, value))


def _changed(organisation: Organisation, key: str, value: str) -> Organisation:
    match key:
        case "name":
            return replace(organisation, name=value or _UNSET.name)
        case "language":
            return replace(organisation, language=Language(value) if value else _UNSET.language)
        case "country":
            return replace(organisation, country=value or _UNSET.country)
        case "zone":
            return replace(organisation, zone=value or _UNSET.zone)
        case _:
            return replace(organisation, currency=value or _UNSET.currency)
