"""The first way in: a printed one-time link makes the log-in of the owner, or of somebody whom the owner invited."""

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import Login as Flow
from allauth.account.internal.flows.login import perform_login
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from yosher.bootstrap.house import House
from yosher.bootstrap.site import right_now, the_house
from yosher.desk.doors import person_of
from yosher.desk.ports import AddressTaken, Entry, Invitation, NotFound
from yosher.people.model import Organisation
from yosher.web import html
from yosher.web.page import show


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    autocomplete: str
    value: str = ""
    wrong: SafeString | str = ""


@require_http_methods(["GET", "POST"])
def start(request: Any, secret: str) -> HttpResponse:
    house = the_house()
    invitation = house.accounts.invitation(secret, now=right_now())
    if invitation is None:
        return show(request, "plain.html", {"title": "web.start_wrong_title", "lead": "web.start_wrong_lead"}, status=404)
    organisation = house.store.organisation(invitation.organisation)
    known = None if invitation.person is None else house.store.person(invitation.organisation, invitation.person)
    fields = _fields(request, invitation, known.email if known else "")
    if request.method == "POST" and not any(field.wrong for field in fields):
        done = _come_in(request, secret, invitation, organisation, house)
        if done is not None:
            return done
        fields = [_with(field, request, "web.email_taken") if field.name == "email" else field for field in fields]
    context = {"organisation": organisation, "name": known.name if known else "", "fields": fields, "signed_in": _signed_in(request)}
    return show(request, "start.html", context, status=400 if any(field.wrong for field in fields) else 200)


def _come_in(request: Any, secret: str, invitation: Invitation, organisation: Organisation, house: House) -> HttpResponse | None:
    """The seat is taken and the person signed in; None where the address belongs to somebody else."""
    entry = Entry(
        email=request.POST.get("email", ""),
        name=" ".join(request.POST.get("name", "").split()),
        password=request.POST.get("password", ""),
        signed_in=request.user.pk if request.user.is_authenticated else None,
    )
    try:
        with house.store.transaction():
            person = person_of(
                invitation, name=entry.name or str(request.user), email=entry.email, organisation=organisation, store=house.store
            )
            login = house.accounts.redeem(secret, person=person, now=right_now(), entry=entry)
    except AddressTaken:
        return None
    except NotFound:
        return HttpResponseRedirect(request.path)
    if not request.user.is_authenticated:
        user = get_user_model().objects.get(pk=login)
        perform_login(request, Flow(user=user, email_verification="none"))
    return HttpResponseRedirect("/")


def _signed_in(request: Any) -> str:
    return str(request.user.email) if request.user.is_authenticated else ""


def _fields(request: Any, invitation: Invitation, email: str) -> list[Field]:
    """What is asked: somebody who is signed in is asked nothing; a known person has a name already, and perhaps an address."""
    if request.user.is_authenticated:
        return []
    asked = [Field("email", "email", "username", email), Field("password", "password", "new-password")]
    if invitation.person is None:
        asked.insert(0, Field("name", "text", "name"))
    if request.method != "POST":
        return asked
    return [_checked(field, request) for field in asked]


def _checked(field: Field, request: Any) -> Field:
    value = request.POST.get(field.name, "").strip() if field.name != "password" else request.POST.get("password", "")
    if not value:
        return _with(field, request, "web.required")
    shown = "" if field.name == "password" else value[:254]
    try:
        if field.name == "email":
            validate_email(value)
        if field.name == "password":
            validate_password(value, get_user_model()(email=request.POST.get("email", ""), name=request.POST.get("name", "")))
    except ValidationError as trouble:
        if field.name == "email":
            return _with(field, request, "web.email_wrong")
        return Field(field.name, field.type, field.autocomplete, shown, " ".join(trouble.messages))
    return Field(field.name, field.type, field.autocomplete, shown)


def _with(field: Field, request: Any, code: str) -> Field:
    value = "" if field.name == "password" else request.POST.get(field.name, "")[:254]
    return Field(field.name, field.type, field.autocomplete, value, html.say(code, request.language))


def no_seat(request: HttpRequest) -> HttpResponse:
    return show(request, "plain.html", {"title": "web.no_seat_title", "lead": "web.no_seat_lead"}, status=403)
