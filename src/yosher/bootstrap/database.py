"""The database of a home as Django settings; Django is set up once in a process."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings

from yosher.bootstrap.home import Home
from yosher.bootstrap.quiet_log import keep_secrets_out
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

# WAL for readers beside a writer; FULL so that a commit of evidence or log survives a power cut (stack facts 0.4).
_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
BUSY_SECONDS = 20  # how long a command waits for another one's write


def connection_of(home: Home) -> dict[str, Any]:
    """Django's DATABASES entry. Raises Trouble for an address that is no database of ours."""
    if home.database is None:
        return _sqlite(home.sqlite)
    url = urlsplit(home.database)
    if url.scheme == "sqlite":
        return _sqlite(Path(unquote(url.path)))
    if url.scheme not in ("postgresql", "postgres"):
        raise Trouble(Reason("store.address_unknown", values={"scheme": url.scheme or home.database}), permanent=True)
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", None) or url.hostname or "",
        "PORT": str(url.port or options.pop("port", "") or ""),
        "OPTIONS": options,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    options = {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": _SQLITE}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def set_up(home: Home, *, site: bool = False) -> None:
    """Configure Django for this home; a second call in one process points it at the new home.

    `site`: with all that the pages need. Commands do without, and start in half the time.
    """
    entry = connection_of(home)
    if not settings.configured:
        from yosher.bootstrap.site_settings import site_settings

        settings.configure(
            DATABASES={"default": entry},
            USE_TZ=True,
            TIME_ZONE="UTC",
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            LOGGING_CONFIG=None,
            **(site_settings(home) if site else {"INSTALLED_APPS": ["yosher.adapters.store", "yosher.adapters.notices"]}),
        )
        django.setup()
        keep_secrets_out()
        return
    _point_at(entry)


def _point_at(entry: dict[str, Any]) -> None:
    from django.db import connections

    current = connections["default"]
    if (
        current.settings_dict["NAME"] == entry["NAME"]
        and current.settings_dict["ENGINE"] == entry["ENGINE"]
        and current.settings_dict.get("PORT") == entry.get("PORT", "")
    ):
        return
    current.close()
    del connections["default"]
    connections.settings["default"] = {}
    connections.settings = connections.configure_settings({"default": entry})
