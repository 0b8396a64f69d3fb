"""The organisation of the key: its settings, people and rates; the rulebook; what the cases say together."""

from typing import Any

from django.http import HttpResponse
from ninja import File, Path, Query, Router
from ninja.files import UploadedFile

from yosher.api import shapes
from yosher.api.acts import check_files
from yosher.api.caller import Caller
from yosher.api.problems import BadInput
from yosher.api.repeats import once
from yosher.api.said import document
from yosher.desk.allowed import require
from yosher.desk.document import organisation_document, person_document
from yosher.desk.insights import insights
from yosher.desk.keys import key_document, keys_made_by
from yosher.desk.office import add_person, load_rates, set_setting, settings_of
from yosher.desk.seats import change_role, end_seat
from yosher.kernel.reason import Reason
from yosher.kernel.when import YEARS
from yosher.kernel.words import Network
from yosher.people.may import Ability
from yosher.rulebook.lookup import rule_for, rules
from yosher.rulebook.show import row, whole

router = Router(tags=["office"])
LARGEST_TABLE = 5 * 2**20  # bytes of a table of rates


@router.get("/key", response=shapes.Key)
def show_key(request: Any) -> HttpResponse:
    """The key that asks."""
    caller: Caller = request.auth
    return document(caller, key_document(caller.key))


@router.get("/organisation", response=shapes.Organisation)
def show_organisation(request: Any) -> HttpResponse:
    """The organisation of the key; there is no way to another one."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    return document(caller, organisation_document(caller.organisation))


@router.get("/people", response=shapes.PersonList)
def list_people(request: Any) -> HttpResponse:
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    return document(caller, {"people": [person_document(each) for each in caller.desk.store.people(caller.organisation.id)]})


@router.post("/people", response={201: shapes.Person})
@once
def add_somebody(request: Any, person: shapes.NewPerson) -> HttpResponse:
    caller: Caller = request.auth
    made = add_person(person.name, ref=person.id, role=person.role, email=person.email, desk=caller.desk)
    return document(caller, person_document(made), status=201)


@router.put("/people/{person}/role", response=shapes.Person)
def give_role(request: Any, person: Path[shapes.Ref], given: shapes.RoleGiven) -> HttpResponse:
    """Another role from now on; who had left is back with it. Refused where nobody would be left as an owner."""
    caller: Caller = request.auth
    return document(caller, person_document(change_role(person, given.role, desk=caller.desk)))


@router.delete("/people/{person}", response=shapes.SeatEnded)
def end_a_seat(request: Any, person: Path[shapes.Ref]) -> HttpResponse:
    """The person comes in no more and stays named where they acted. Keys that they made go on, and are named here."""
    caller: Caller = request.auth
    house = caller.house
    left = end_seat(person, desk=caller.desk, accounts=house.accounts, listeners=house.listeners)
    keys = keys_made_by(left.id, desk=caller.desk, keys=house.keys)
    return document(caller, person_document(left) | {"keys": [key.id for key in keys]})


@router.get("/settings", response=shapes.SettingList)
def list_settings(request: Any) -> HttpResponse:
    """Every setting with its value, its default and its meaning."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    return document(caller, {"settings": settings_of(caller.desk, language=caller.language)})


@router.put("/settings/{key}", response=shapes.SettingSet)
def change_setting(request: Any, key: Path[shapes.Ref], setting: shapes.SettingValue) -> HttpResponse:
    caller: Caller = request.auth
    set_setting(key, setting.value, desk=caller.desk)
    return document(caller, {"key": key, "value": setting.value or None})


@router.post("/rates", response=shapes.RatesLoaded)
@once
def add_rates(request: Any, file: File[UploadedFile]) -> HttpResponse:
    """Load dated exchange rates: a CSV with date, base, quote, rate, source."""
    caller: Caller = request.auth
    require(Ability.MANAGE, desk=caller.desk)
    check_files([file], largest=LARGEST_TABLE)
    loaded, refused = load_rates(file.read().decode("utf-8-sig", "replace"), desk=caller.desk, language=caller.language)
    if not loaded:
        raise BadInput(Reason("api.no_row"), more={"refused": refused})
    return document(caller, {"rates": loaded, "refused": refused})


@router.get(
    "/insights", openapi_extra={"responses": {200: {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}}}}
)
def show_insights(request: Any, period: Query[shapes.InsightsQuery]) -> HttpResponse:
    """Monitoring ratios by month, why the denials came, what came of them, and the money: each with what it is counted of."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    for day in (period.first, period.last):
        if day is not None and day.year not in YEARS:
            raise BadInput(Reason("cli.date_unreadable", values={"given": day.isoformat()}))
    told = insights(desk=caller.desk, language=caller.language, first=period.first, last=period.last, currency=period.currency)
    return document(caller, told)


@router.get("/rules", response=shapes.RuleList)
def list_rules(request: Any, wanted: Query[shapes.RulesQuery]) -> HttpResponse:
    """Every record of the rulebook in a line."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    return document(caller, {"rules": [row(rule) for rule in rules() if wanted.network in (None, rule.network)]})


@router.get("/rules/{network}/{code}", response=shapes.RuleRow)
def show_rule(request: Any, network: Path[Network], code: Path[shapes.Ref], wanted: Query[shapes.RuleQuery]) -> HttpResponse:
    """One record in full, with what the sources disagree about. An unlisted code gives a cautious rule with `listed: false`."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    if wanted.on is not None and wanted.on.year not in YEARS:
        raise BadInput(Reason("cli.date_unreadable", values={"given": wanted.on.isoformat()}))
    rule = rule_for(network, code, sub=wanted.sub, on=wanted.on, processor=wanted.processor)
    return document(caller, whole(rule, processor=wanted.processor, on=wanted.on))
