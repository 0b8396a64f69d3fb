"""Settings, rates, organisations and people: what the owner keeps in order."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from yosher.deadlines.settings import REMINDER_DAYS
from yosher.deadlines.settings import SETTINGS as OF_DEADLINES
from yosher.decisions.model import Rate
from yosher.decisions.settings import SETTINGS as OF_DECISIONS
from yosher.decisions.settings import setting_refused
from yosher.desk.allowed import require
from yosher.desk.identity import IDENTITY, change_identity, identity_of
from yosher.desk.model import Desk
from yosher.desk.policy import DEFAULTS as OF_POLICY
from yosher.desk.policy import policy_refused
from yosher.desk.porch import GUEST_LINK_DAYS, MOST_LINK_DAYS
from yosher.desk.ports import DeskRefused, NotFound
from yosher.desk.retention import period_refused, set_period
from yosher.insights.settings import SETTINGS as OF_INSIGHTS
from yosher.insights.settings import setting_refused as insight_refused
from yosher.kernel.currency import is_currency
from yosher.kernel.ids import OrgId, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.may import Ability
from yosher.people.model import Organisation, Person, Role
from yosher.phrases.say import say
from yosher.privacy.mask import mask
from yosher.privacy.retention import PERIODS
from yosher.privacy.retention import of_setting as period_of

_ID = re.compile(r"\w[\w.-]{0,59}")


def settings_of(desk: Desk, *, language: Language) -> list[dict[str, str | None]]:
    """Every setting with its value, its default and its meaning."""
    own = desk.organisation.settings
    rows: list[tuple[str, str | None, str | None, Reason]] = list(identity_of(desk.organisation))
    rows += [(s.key, own.get(s.key, s.default), s.default, Reason(f"setting.{s.key}")) for s in (*OF_DEADLINES, GUEST_LINK_DAYS)]
    rows += [(s.name, own.get(s.name, s.default), s.default, s.meaning) for s in OF_DECISIONS]
    rows += [(s.name, own.get(s.name), None, s.meaning) for s in OF_INSIGHTS]
    rows += [(key, own.get(key, default), default, Reason(f"setting.{key}")) for key, default in OF_POLICY.items()]
    rows += [(p.key, own.get(p.key, p.default), p.default, Reason(f"setting.{p.key}")) for p in PERIODS.values()]
    return [{"key": key, "value": value, "default": default, "meaning": say(meaning, language)} for key, value, default, meaning in rows]


def set_setting(key: str, value: str, *, desk: Desk) -> None:
    """Change a setting; an empty value brings the default back. Refused for a key that nobody reads or a value that cannot be."""
    require(Ability.MANAGE, desk=desk)
    value = mask(value)
    if key in IDENTITY:
        return change_identity(key, value, desk=desk)
    known = {s.key for s in (*OF_DEADLINES, GUEST_LINK_DAYS)} | {s.name for s in (*OF_DECISIONS, *OF_INSIGHTS)} | OF_POLICY.keys()
    period = period_of(key)
    if key not in known and period is None:
        raise DeskRefused(Reason("desk.no_such_setting", values={"key": key}))
    if value and (refused := _refused(key, value, desk=desk)):
        raise DeskRefused(refused)
    with desk.store.transaction():
        if period is not None:
            set_period(period, value or None, desk=desk)
        else:
            desk.store.set_setting(desk.organisation.id, key, value or None)
    return None


def _refused(key: str, value: str, *, desk: Desk) -> Reason | None:
    if (period := period_of(key)) is not None:
        return period_refused(period, value)
    if key in OF_POLICY:
        return policy_refused(key, value)
    if key in {s.name for s in OF_DECISIONS}:
        return setting_refused(key, value, organisation=desk.organisation)
    if key in {s.name for s in OF_INSIGHTS}:
        return insight_refused(key, value)
    if key == GUEST_LINK_DAYS.key:
        fits_link = re.fullmatch(r"\d{1,2}", value) and 1 <= int(value) <= MOST_LINK_DAYS
        return None if fits_link else Reason("desk.setting_unreadable", values={"key": key, "value": value})
    whole_days = re.fullmatch(r"\s*\d{1,3}(\s*,\s*\d{1,3})*\s*", value)
    number = re.fullmatch(r"\d{1,4}(\.\d+)?", value)
    fits = whole_days if key == REMINDER_DAYS.key else number
    return None if fits else Reason("desk.setting_unreadable", values={"key": key, "value": value})


def load_rates(text: str, *, desk: Desk, language: Language) -> tuple[int, list[dict[str, str | int]]]:
    """Dated rates out of a CSV (date, base, quote, rate, source): how many were kept, and which rows were refused."""
    require(Ability.MANAGE, desk=desk)
    kept: list[Rate] = []
    refused: list[dict[str, str | int]] = []
    for number, row in _rows(text):
        rate = _rate(row)
        if rate is None:
            refused.append({"row": number, "reason": say(Reason("desk.rate_unreadable"), language)})
        else:
            kept.append(rate)
    with desk.store.transaction():
        return desk.store.add_rates(desk.organisation.id, kept), refused


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by their line; one that is no row of a table (a cell without end) has no cells."""
    reader = csv.DictReader(io.StringIO(text))
    try:
        yield from enumerate(reader, 2)
    except csv.Error:
        yield reader.line_num, {}


def _rate(row: dict[str, str]) -> Rate | None:
    cells = {key: (row.get(key) or "").strip() for key in ("date", "base", "quote", "rate", "source")}
    try:
        date.fromisoformat(cells["date"])
        value = Decimal(cells["rate"])
    except (ValueError, InvalidOperation):
        return None
    readable = value.is_finite() and value > 0 and is_currency(cells["base"]) and is_currency(cells["quote"]) and cells["source"]
    return Rate(cells["date"], cells["base"], cells["quote"], cells["rate"], cells["source"]) if readable else None


def add_organisation(name: str, *, ref: str | None, country: str, zone: str, currency: str, language: str, desk: Desk) -> dict[str, str]:
    """A new organisation; refused for an id that is taken, or a zone, country or currency that does not exist."""
    require(Ability.MANAGE, desk=desk)
    name = mask(name)
    given = {"name": name, "zone": zone, "country": country, "currency": currency, "language": language}
    for key, value in given.items():
        if refused := IDENTITY[key].refused(value):
            raise DeskRefused(refused)
    made = Organisation(OrgId(id_for(name, ref)), name, country, zone, currency, Language(language))
    with desk.store.transaction():
        if any(known.id == made.id for known in desk.store.organisations()):
            raise DeskRefused(Reason("desk.id_taken", values={"id": made.id}))
        desk.store.add_organisation(made)
    return {"org": made.id, "name": made.name, "country": country, "zone": zone, "currency": currency, "language": language}


def add_person(name: str, *, ref: str | None, role: str, email: str, desk: Desk) -> Person:
    require(Ability.MANAGE, desk=desk)
    name = mask(name)
    if refused := role_refused(role):
        raise DeskRefused(refused)
    made = Person(PersonId(id_for(name, ref)), desk.organisation.id, name, Role(role), email)
    with desk.store.transaction():
        if _is_known(made.id, desk=desk):
            raise DeskRefused(Reason("desk.id_taken", values={"id": made.id}))
        desk.store.add_person(made)
    return made


def role_refused(role: str) -> Reason | None:
    return None if role in set(Role) else Reason("desk.no_such_role", values={"role": role, "known": ", ".join(Role)})


def _is_known(person: str, *, desk: Desk) -> bool:
    try:
        desk.store.person(desk.organisation.id, person)
    except NotFound:
        return False
    return True


def id_for(name: str, ref: str | None) -> str:
    """The id that was asked for, or one out of the name. Refused where it could not be the name of a folder: packets lie in one."""
    if ref is not None and not _ID.fullmatch(ref):
        raise DeskRefused(Reason("desk.id_unfit", values={"id": ref}))
    return ref or slug(name)


def slug(name: str) -> str:
    """An id out of a name, in its own letters: `Oak & Olive` → `oak-olive`."""
    return "-".join(re.findall(r"\w+", name.lower()))[:60] or "unnamed"
