"""Card numbers do not get past the door, however they are written; what only looks like one stays readable."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.privacy.mask import mask, mask_all

VISA, AMEX, DINERS = "4111111111111111", "378282246310005", "30569309025904"


def luhn_complete(digits: str) -> str:
    total = sum(sum(divmod(int(d) * (2 if n % 2 == 0 else 1), 10)) for n, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


cards = st.integers(12, 18).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)).map(luhn_complete)
words = st.text(st.characters(exclude_categories=["Nd", "No", "Cs"], exclude_characters=".-/\u2212"), max_size=20)


@pytest.mark.parametrize(
    "written",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u202f1111\u202f1111\u202f1111",
        "4111 - 1111 - 1111 - 1111",
        "4111  1111  1111  1111",
        "4111\u20131111\u20131111\u20131111",
        "4111 1111-1111.1111",
        "\u20664111 1111 1111 1111\u2069",
        "4111\u200e 1111\u200e 1111\u200e 1111",
        "41 11 11 11 11 11 11 11",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "41111111 11111111",
        "4111 111111111111",
        "４１１１１１１１１１１１１１１１",
        "٤١١١ ١١١١ ١١١١ ١١١١",
    ],
)
def test_card_number_is_masked_however_it_is_written(written: str) -> None:
    assert mask(f"כרטיס:{written}, תודה").replace("\u2066", "").replace("\u2069", "") == "כרטיס:•••• 1111, תודה"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("3782 822463 10005", "•••• 0005"),
        ("3056 930902 5904", "•••• 5904"),
        ("4222222222222", "•••• 2222"),
        ("5555 5555 5555 4444", "•••• 4444"),
        ("6759 6498 2643 8453", "•••• 8453"),
    ],
)
def test_other_lengths_and_groups_are_masked(written: str, kept: str) -> None:
    assert mask(written) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("card 4111 1111 1111 1111 12/27", "card •••• 1111 12/27"),
        ("card 4111 1111 1111 1111 123", "card •••• 1111 123"),
        ("order 1250 4111 1111 1111 1111", "order 1250 •••• 1111"),
        ("4111111111111111 5555555555554444", "•••• 1111 •••• 4444"),
        ("4111111111111111,5555-5555-5555-4444", "•••• 1111,•••• 4444"),
        ("הכרטיס4111111111111111שלי", "הכרטיס•••• 1111שלי"),
        ("x4111111111111111y", "x•••• 1111y"),
    ],
)
def test_what_stands_around_a_card_number_stays(text: str, kept: str) -> None:
    assert mask(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "ARN 74537606001000000000016",
        "74537606001" + VISA,  # a card number inside a longer run of digits is none
        "tracking 4111111111111112",
        "4111 1111 1111 1112",
        "2023 2024 2025 2026",
        "05.10.2026 - 07.10.2026",
        "12/03/2026 14/05/2026",
        "phones 050-1234567, 03-9876543, +972 54 123 4567",
        "1,250.00 ₪ 30.11.2026 14:22",
        "order A-77",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("text", ["CVV: 123", "cvc 1234", 'CVV2="123"', "קוד אבטחה: 123", "3 ספרות בגב הכרטיס 123", "security code - 987"])
def test_security_code_is_never_kept(text: str) -> None:
    masked = mask(text)
    assert "•••" in masked
    assert not any(code in masked for code in ("123", "1234", "987"))


def test_result_of_a_security_code_check_stays() -> None:
    assert mask("cvv_result: M, CVC check pass") == "cvv_result: M, CVC check pass"
    assert mask_all({"cvc_check": "pass", "cvc": "123", "CVV": 987}) == {"cvc_check": "pass", "cvc": "•••", "CVV": "•••"}


def test_nested_values_are_masked_with_their_keys() -> None:
    value = {"card": {"number": int(VISA), VISA: ["1", None, True, 1.5, (AMEX,)]}, "amount": 125000}
    assert mask_all(value) == {"card": {"number": "•••• 1111", "•••• 1111": ["1", None, True, 1.5, ["•••• 0005"]]}, "amount": 125000}


@given(words, cards, words)
@settings(max_examples=150)
def test_no_valid_number_survives_between_other_words(before: str, card: str, after: str) -> None:
    masked = mask(f"{before}{card}{after}")
    assert card not in masked
    assert f"•••• {card[-4:]}" in masked


@given(cards, st.sampled_from([" ", "-", ".", "\u00a0", " - "]))
@settings(max_examples=100)
def test_groups_of_four_are_masked_with_any_mark_between_them(card: str, gap: str) -> None:
    written = gap.join(card[at : at + 4] for at in range(0, len(card), 4))
    if len(card) in (16, 17, 18, 19, 13) and not card.startswith(("19", "20")):
        assert mask(written) == f"•••• {card[-4:]}"


@given(st.text("0123456789", min_size=20, max_size=40))
@settings(max_examples=50)
def test_long_runs_of_digits_stay(run: str) -> None:
    assert mask(run) == run


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "unit",
    ["Dear customer, your order A-77 of 1,250.00 ₪ was sent on 5.10.2026. ", "4111 1111 1111 1112 ", "1 ", "4", "41 1 ", "1-", "cvv cvv "],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    began = perf_counter()
    mask(text)
    assert perf_counter() - began < 3  # under 0.2 s on a quiet machine; the quadratic kind would take hours
