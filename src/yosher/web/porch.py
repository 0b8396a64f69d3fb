"""How guests' pages are opened: under a link of their own, with no sign-in, no cookie, no script.

A form is known by a token that only a reader of the page can have (its address is the secret), and by what the browser says of
where it comes from: the pages send no referrer, so that the address of the link stays with whoever was given it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.csrf import csrf_exempt

from yosher.bootstrap.house import House
from yosher.bootstrap.site import right_now, the_house
from yosher.desk import aside, guests, other_side, porch
from yosher.desk.aside import LARGEST_FILE
from yosher.desk.porch import MOST_LETTERS, Porch, Seen
from yosher.desk.ports import GuestLink, NotFound, ShownTo
from yosher.kernel.words import Language
from yosher.people.model import Guest, Organisation
from yosher.web import html
from yosher.web.limits import address_of, has_been_too_often, is_too_often
from yosher.web.page import show

MOST_BODY = 3 * LARGEST_FILE  # bytes of one request, told by its length before anything of it is read
A_WHILE = 600  # seconds
MOST_FROM_AN_ADDRESS, MOST_GUESSES, MOST_SENDINGS = 600, 30, 90  # in a while
THEY_TELL = frozenset(porch.ASKED)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks on: all that is known of them is their link. `of_business`: somebody who is signed in, and sees only what was sent."""

    secret: str
    house: House
    porch: Porch
    language: Language
    home: Organisation
    link: GuestLink
    of_business: bool = False

    @property
    def address(self) -> str:
        return f"/with/{self.secret}"

    @property
    def guest(self) -> Guest:
        return self.link.guest

    def see(self) -> Seen:
        is_customer = self.guest is Guest.CUSTOMER
        seen = (other_side.what_they_see if is_customer else guests.what_is_given)(self.secret, porch=self.porch)
        return seen | {"draft": {}, "waiting": []} if self.of_business else seen

    def tell(self, answers: Mapping[str, str]) -> None:
        if self.guest is Guest.CUSTOMER:
            other_side.tell(self.secret, answers, porch=self.porch)
        else:
            guests.give_account(self.secret, answers, porch=self.porch)

    def paper(self, ref: str) -> tuple[bytes, str]:
        waits = self.guest in THEY_TELL and not self.of_business
        if waits and (found := aside.waiting_paper(self.secret, ref, porch=self.porch)):
            return found
        if self.guest is Guest.CUSTOMER:
            return other_side.paper_they_see(self.secret, ref, porch=self.porch)
        return guests.given_paper(self.secret, ref, porch=self.porch)


View = Callable[..., HttpResponse]


def received(*welcome: Guest) -> Callable[[View], View]:
    """A page for whoever has an open link of these kinds. Any other link shows one and the same page, which tells nothing."""

    def page(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def run(request: Any, secret: str, **more: Any) -> HttpResponse:
            if _is_too_much(request, secret):
                return _plain(request, "slow", 429)
            try:
                visit = _visit(request, secret)
                if visit.guest not in welcome:
                    raise NotFound("page", "")
                refused = _refused(request, visit) if request.method == "POST" else None
                return refused or view(request, visit, **more)
            except NotFound:
                return gone(request)

        return run

    return page


def _refused(request: Any, visit: Visit) -> HttpResponse | None:
    """Why a form is not taken, before anything of it is read."""
    if _is_too_large(request):
        return _plain(request, "large", 413, back=f"{visit.address}/papers", mb=LARGEST_FILE // 2**20)
    if request.user.is_authenticated:
        return _plain(request, "own", 403)  # nobody of the business speaks for a guest
    return None if _is_from_the_page(request, visit.secret) else _plain(request, "form", 403)


def _is_too_large(request: Any) -> bool:
    """By the length of the request's body as its sender tells it: no server reads further than that."""
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return (int(told) if told.isascii() and told.isdecimal() else 0) > MOST_BODY


def _is_too_much(request: Any, secret: str) -> bool:
    address = address_of(request)
    return (
        has_been_too_often(f"guess {address}", most=MOST_GUESSES)
        or is_too_often(f"address {address}", most=MOST_FROM_AN_ADDRESS, seconds=A_WHILE)
        or (request.method == "POST" and is_too_often(f"link {secret}", most=MOST_SENDINGS, seconds=A_WHILE))
    )


def _visit(request: Any, secret: str) -> Visit:
    house, now = the_house(), right_now()
    asked = request.GET.get("language")
    wanted = Language(asked) if asked in set(Language) else None
    counts = not request.user.is_authenticated and (wanted is not None or _is_a_reader(request, secret))
    at = house.porch(now=now)
    found = porch.visit(secret, porch=at, language=wanted, counts=counts)
    request.language, request.zone = found.language, ZoneInfo(found.home.zone)
    return Visit(secret, house, at, found.language, found.home, found.link, request.user.is_authenticated)


def _is_a_reader(request: Any, secret: str) -> bool:
    """A chat that draws a preview of the link also asks for its first page: that nobody has opened it yet."""
    return bool(request.path != f"/with/{secret}" or request.headers.get("Sec-Fetch-Mode") == "navigate")


def _is_from_the_page(request: Any, secret: str) -> bool:
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    return not elsewhere and constant_time_compare(request.POST.get("token", ""), token_of(secret))


def token_of(secret: str) -> str:
    return salted_hmac("yosher.with", secret, algorithm="sha256").hexdigest()


@csrf_exempt
def gone(request: Any, rest: str = "") -> HttpResponse:  # noqa: ARG001  (whatever stands in the address)
    is_too_often(f"guess {address_of(request)}", most=MOST_GUESSES, seconds=A_WHILE)
    return _plain(request, "gone", 404)


def _plain(request: Any, what: str, status: int, *, back: str = "", **values: Any) -> HttpResponse:
    lead = html.say(f"guest.{what}_lead", getattr(request, "language", Language.EN), **values)
    return show(request, "guest_plain.html", {"title": f"guest.{what}_title", "lead": lead, "back": back}, status=status)


def page(request: Any, visit: Visit, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    of_all = {
        "visit": visit,
        "business": visit.home.name,
        "until": context["seen"]["until"].astimezone(request.zone),
        "token": token_of(visit.secret),
        "letters": MOST_LETTERS,
    }
    return show(request, template, of_all | dict(context), status=status)


def saw(request: Any, visit: Visit, what: str) -> None:
    """Somebody else's data is about to be shown to a guest: that is written down first, as for the people of the business."""
    if visit.guest is not Guest.CUSTOMER and not request.user.is_authenticated:
        visit.house.accounts.note_sight(ShownTo(visit.home.id, porch.actor_of(visit.link), what, visit.link.case))
