"""How often something may be done: counts in the cache of this process, by what is counted and for how long; and who asks."""

import hashlib
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """From where somebody asks: whoever is connected or, behind the proxies of the setting, whom the outermost of them let in.

    Each proxy adds the address of its own caller to X-Forwarded-For on the right; whatever stands further left, anybody may have written.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = int(getattr(settings, "YOSHER_PROXIES", 0))
    return (_plain(passed[-proxies]) if 0 < proxies <= len(passed) else "") or peer


def _plain(written: str) -> str:
    """An address without its port; empty where it is none."""
    text = written.strip()
    host = text[1 : text.find("]")] if text.startswith("[") else text.partition(":")[0] if text.count(":") == 1 else text
    try:
        return str(ip_address(host))
    except ValueError:
        return ""


def is_too_often(what: str, *, most: int, seconds: int) -> bool:
    """Count once more; whether that is more than `most` since the first of these `seconds`. What is counted is kept as a digest."""
    key = "often:" + hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()
    cache.add(key, 0, seconds)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # it ended just now
        return False


def has_been_too_often(what: str, *, most: int) -> bool:
    """The same without counting."""
    return int(cache.get("often:" + hashlib.sha256(what.encode("utf-8", "replace")).hexdigest(), 0)) > most
