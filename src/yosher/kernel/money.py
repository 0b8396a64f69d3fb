"""Money as integer minor units of a currency; never a float."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

# As a person or a protocol writes an amount; no exponents, no digits of other scripts, nothing that a column could not hold.
_PLAIN = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d*)?|\.\d+)", re.ASCII)


class MoneyError(ValueError):
    """An amount cannot be read, or two currencies meet without a rate."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`minor` counts the smallest unit of `currency` (ISO 4217, upper case): Money(12000, "ILS") is 120.00 ₪."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise MoneyError(f"minor units are whole numbers, not {self.minor!r}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isalpha() or not self.currency.isupper():
            raise MoneyError(f"not a currency code: {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def times(self, share: float | Decimal) -> "Money":
        """A share of this amount, rounded half to even to whole minor units."""
        exact = Decimal(self.minor) * Decimal(str(share))
        return Money(int(exact.to_integral_value(ROUND_HALF_EVEN)), self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise MoneyError(f"{self.currency} and {other.currency} do not add up without a rate")
        return other.minor


def parse_decimal(text: str, currency: str, exponent: int) -> Money:
    """Read a plain decimal ("1250.00", in ASCII digits) as money with `exponent` minor digits; refuse what would lose a fraction.

    Raises MoneyError. Thousands separators, signs in brackets and currency words belong to the reader at the door.
    """
    if not _PLAIN.fullmatch(text.strip()):
        raise MoneyError(f"not an amount: {text!r}")
    exact = Decimal(text.strip())
    minor = exact.scaleb(exponent)
    if minor != minor.to_integral_value():
        raise MoneyError(f"{text!r} has more decimals than {currency} ({exponent})")
    return Money(int(minor), currency)


def to_decimal(amount: Money, exponent: int) -> Decimal:
    """The amount in major units, exact: Money(1250, "ILS") with exponent 2 is Decimal("12.50")."""
    return Decimal(amount.minor).scaleb(-exponent)
