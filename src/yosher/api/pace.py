"""How often a key may ask: so many requests a minute, and as many at once. Counted in the one process that serves."""

import os
from threading import Lock
from time import monotonic

A_MINUTE = 60.0  # seconds
MOST_KNOWN = 10_000  # askers that are remembered; beyond, the book is begun anew


class TooFast(Exception):
    """Asked too often: `wait` seconds until the next request is answered."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


class Pace:
    """A bucket for each asker that fills evenly (token bucket)."""

    def __init__(self, a_minute: int) -> None:
        self._most = float(a_minute)
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, who: str) -> None:
        """Raises TooFast where the asker's bucket is empty."""
        with self._lock:
            now = monotonic()
            if len(self._left) > MOST_KNOWN:
                self._left.clear()
            left, then = self._left.get(who, (self._most, now))
            left = min(self._most, left + (now - then) * self._most / A_MINUTE)
            self._left[who] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if left < 1:
            raise TooFast((1 - left) * A_MINUTE / self._most)


def a_minute() -> int:
    """`YOSHER_API_RATE`: requests a minute of one key; 600 where it says no number."""
    text = os.environ.get("YOSHER_API_RATE", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text) else 600


PACE = Pace(a_minute())
