"""Card numbers are masked before anything is stored or logged."""

import re

# 13 to 19 digits, single blanks, no-break spaces, dots or dashes between them, not part of a longer run of digits.
_RUN = re.compile(r"(?<![0-9])[0-9](?:[ \u00a0.\u2010-\u2015-]?[0-9]){12,18}(?![0-9])")


def mask(text: str) -> str:
    """`4111 1111 1111 1111` becomes `•••• 1111`; numbers that fail the Luhn check stay."""
    return _RUN.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    digits = [int(c) for c in found[0] if c in "0123456789"]
    doubled = [d if n % 2 == 0 else d * 2 - 9 * (d > 4) for n, d in enumerate(reversed(digits))]
    return found[0] if sum(doubled) % 10 else "•••• " + "".join(str(d) for d in digits[-4:])
