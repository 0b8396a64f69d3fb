"""Money: whole minor units, exact, and never two currencies in one sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, MoneyError, parse_decimal, to_decimal

amounts = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "currency", "minor"), [("1250.00", "ILS", 125000), ("500", "JPY", 500), ("1.234", "KWD", 1234), (" -3.5 ", "USD", -350)]
)
def test_a_decimal_is_read_in_the_currencys_minor_units(text: str, currency: str, minor: int) -> None:
    assert parse_decimal(text, currency, exponent(currency)) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "12a", "NaN", "Infinity", "1.005", "1e400", "--1", "1,250.00"])
def test_what_is_no_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        parse_decimal(text, "ILS", 2)


@pytest.mark.parametrize("currency", ["", "ils", "IL", "ILSX", "₪₪₪", "12A"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(MoneyError):
        Money(1, currency)


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(MoneyError, match="without a rate"):
        Money(1, "ILS") + Money(1, "USD")


def test_a_float_is_no_money() -> None:
    with pytest.raises(MoneyError):
        Money(1.5, "ILS")  # type: ignore[arg-type]  # what this test is about


@given(amounts, st.sampled_from(["ILS", "JPY", "KWD", "CLF"]))
def test_reading_what_was_written_gives_the_same_amount(minor: int, currency: str) -> None:
    digits = exponent(currency)
    assert parse_decimal(str(to_decimal(Money(minor, currency), digits)), currency, digits) == Money(minor, currency)


@given(amounts, amounts)
def test_sums_and_differences_are_exact(a: int, b: int) -> None:
    assert (Money(a, "ILS") + Money(b, "ILS")) - Money(b, "ILS") == Money(a, "ILS")


@given(amounts, st.integers(0, 100))
def test_a_share_lies_within_half_a_unit(minor: int, percent: int) -> None:
    share = Money(minor, "ILS").times(Decimal(percent) / 100)
    assert abs(share.minor - Decimal(minor) * percent / 100) <= Decimal("0.5")
