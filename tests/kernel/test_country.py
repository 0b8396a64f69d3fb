"""The countries that there are, against those of the language data."""

from babel import Locale

from yosher.kernel.country import CODES, is_country

# Unions, parts of countries, and codes for tests, which language data has besides.
BESIDES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_the_countries_are_those_of_the_language_data() -> None:
    assert {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()} - BESIDES == CODES


def test_what_is_no_country_is_none() -> None:
    assert not [code for code in ("ZZ", "EU", "UK", "il", "ISR", "", "I L") if is_country(code)]
