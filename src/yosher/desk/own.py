"""What a person chooses for themselves: in which language they read, and in which zone times are shown."""

from zoneinfo import available_timezones

from yosher.desk.ports import DeskRefused, KeepsAccounts
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language

_NO_PLACES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/")


def choose_own(login: int, *, language: str, zone: str, accounts: KeepsAccounts) -> None:
    """An empty zone is that of the business. Refused for a language or a zone that there is not."""
    if language not in set(Language):
        raise DeskRefused(Reason("desk.no_such_language", values={"language": language[:20]}))
    if zone and zone not in zones():
        raise DeskRefused(Reason("desk.no_such_zone", values={"zone": zone[:60]}))
    accounts.set_own(login, language=language, zone=zone)


def zones() -> tuple[str, ...]:
    """The zones by their places (IANA); names that are only kept for old machines are left out."""
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and not name.startswith(_NO_PLACES)))
