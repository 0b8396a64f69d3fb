"""The guests of a case as programs handle them: their links, what is shown there, and what was told."""

from typing import Any

from django.http import HttpResponse
from ninja import Path

from yosher.api import shapes
from yosher.api.acts import workable
from yosher.api.cases import readable, router
from yosher.api.repeats import once
from yosher.api.said import document
from yosher.desk import guests
from yosher.desk.document import moment
from yosher.desk.guest_document import guest_document, guests_document, other_guest_document
from yosher.desk.other_side import invite_customer, revoke_link, share, unshare
from yosher.desk.ports import Given, Invited
from yosher.kernel.ids import ExhibitId
from yosher.people.may import Ability


@router.get("/cases/{ref}/guest", response=shapes.Guest)
def show_guest(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The link as far as it may be told (its secret is nowhere), what the customer may see, and what they told in their own words."""
    caller, case = readable(request, ref)
    caller.saw("guest", case)
    return document(caller, guest_document(case, desk=caller.desk))


@router.post("/cases/{ref}/guest", response={201: shapes.GuestLinkMade})
@once
def invite(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """A link to the customer's page, shown this once. You send it; an earlier link opens nothing any more."""
    caller, case = workable(request, ref, Ability.WORK)
    made, secret = invite_customer(case, desk=caller.desk)
    told = {"case": case, "link": request.build_absolute_uri(f"/with/{secret}"), "until": moment(made.expires_at)}
    return document(caller, told, status=201)


@router.delete("/cases/{ref}/guest", response=shapes.GuestClosed)
def close_guest(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """Close the customer's page of a case."""
    caller, case = workable(request, ref, Ability.WORK)
    return document(caller, {"case": case, "was_open": revoke_link(case, desk=caller.desk)})


@router.put("/cases/{ref}/exhibits/{exhibit}/shared", response=shapes.Shared)
def choose_sharing(request: Any, ref: Path[shapes.Ref], exhibit: Path[shapes.Ref], wish: shapes.Sharing) -> HttpResponse:
    """Whether the customer may see an exhibit, once they have told their own account. By itself nothing is shared."""
    caller, case = workable(request, ref, Ability.WORK)
    (share if wish.shared else unshare)(case, ExhibitId(exhibit), desk=caller.desk)
    return document(caller, {"case": case, "exhibit": exhibit, "shared": wish.shared})


@router.get("/cases/{ref}/guests", response=shapes.Guests)
def list_guests(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The links for witnesses, mediators and lawyers, what each shows, and what witnesses told; no secret and no draft."""
    caller, case = readable(request, ref)
    caller.saw("guest", case)
    return document(caller, guests_document(case, desk=caller.desk))


@router.post("/cases/{ref}/guests", response={201: shapes.GuestLinkMade})
@once
def invite_other(request: Any, ref: Path[shapes.Ref], wish: shapes.GuestWish) -> HttpResponse:
    """A link for a witness, a mediator or a lawyer, shown this once. It shows what is given here and nothing else."""
    caller, case = workable(request, ref, Ability.WORK)
    invited = Invited(wish.guest, wish.name, wish.about, _given(wish))
    made, secret = guests.invite_guest(case, invited, language=wish.language, desk=caller.desk)
    told = {"case": case, "link": request.build_absolute_uri(f"/with/{secret}"), "until": moment(made.expires_at)}
    return document(caller, told, status=201)


@router.put("/cases/{ref}/guests/{link}", response=shapes.OtherGuest)
def choose_given(request: Any, ref: Path[shapes.Ref], link: Path[shapes.Ref], wish: shapes.GivenWish) -> HttpResponse:
    """What a link shows from now on, whole: what is not named is not shown any more."""
    caller, case = workable(request, ref, Ability.WORK)
    return document(caller, other_guest_document(guests.give(case, link, _given(wish), desk=caller.desk), desk=caller.desk))


@router.delete("/cases/{ref}/guests/{link}", response=shapes.OtherGuest)
def close_other(request: Any, ref: Path[shapes.Ref], link: Path[shapes.Ref]) -> HttpResponse:
    """Close a link; closing it again changes nothing."""
    caller, case = workable(request, ref, Ability.WORK)
    guests.close_guest(case, link, desk=caller.desk)
    return document(caller, other_guest_document(guests.link_of(case, link, desk=caller.desk), desk=caller.desk))


def _given(wish: shapes.GivenWish) -> Given:
    return Given(frozenset(wish.parts), frozenset(map(ExhibitId, wish.exhibits)))
