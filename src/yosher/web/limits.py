"""How often something may be done: counts in the cache of this process, by what is counted and for how long."""

import hashlib

from django.core.cache import cache


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
