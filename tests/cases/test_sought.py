"""The words by which a case is found, in either language."""

from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from given import NOW, denial
from yosher.cases.fold import opened
from yosher.cases.model import Case, CustomerRef, Goods, ToldBy, Transaction
from yosher.cases.sought import MOST_WORDS, asked, networks_called, words_of
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.words import Language, Network


def case_of(**changes: object) -> Case:
    return opened(denial(**changes), case=CaseId("C-7K2M"), organisation=OrgId("one"), language=Language.HE, now=NOW)


def is_found(query: str, case: Case) -> bool:
    words = words_of(case)
    return all(
        case.denial.network in networks_called(begins) or any(word.startswith(begin) for word in words for begin in begins)
        for begins in asked(query)
    )


CASE = case_of(
    claim="לא קיבלתי את השולחן, ואף אחד לא עונה לי. The Table never arrived!",
    amount=Money(125000, "ILS"),
    ref="dp_1KZ",
    code="13.1",
    transaction=Transaction(id="ch_3M", order="A-77", last4="4417"),
    customer=CustomerRef(ref="c-12", name="דנה לוי", email="Dana.Levi@example.com", phone="+972-50-123-4567"),
    goods=Goods(description="שולחן אוכל מעץ אלון"),
)


@pytest.mark.parametrize(
    "query",
    [
        "A-77", "a-77", "77", "4417", "dana.levi@example.com", "levi", "example.com", "1250", "1,250.00", "1250.00", "שולחן", "השולחן",
        "לשולחן", "דנה לוי", "לוי דנה", "table never", "TABLE", "tab", "13.1", "C-7K2M", "7k2m", "dp_1KZ", "אלון", "ch_3M", "שולחן\u200f",
        "ILS 1,250.00", "ils 1250", "1,250.00 ₪", "\u20661,250.00\u2069\u00a0₪", "₪1,250", "\u2212₪1,250.00",
        "1,250 NIS", '1,250.00 ש"ח', "1250 ש״ח",
    ],
)  # fmt: skip
def test_a_case_is_found_by(query: str) -> None:
    assert is_found(query, CASE)


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        ("visa", {"network": Network.VISA}),
        ("ויזה", {"network": Network.VISA}),
        ("MasterCard", {"network": Network.MASTERCARD}),
        ("מסטרקארד", {"network": Network.MASTERCARD}),
        ("american express", {"network": Network.AMEX}),
        ("amex", {"network": Network.AMEX}),
        ("Isracard", {"network": Network.ISRACARD}),
        ("ישראכרט", {"network": Network.ISRACARD}),
        ("Isracard", {"network": Network.VISA, "told_by": ToldBy("acquirer", name="ישראכרט")}),
        ("כאל", {"told_by": ToldBy("acquirer", name="Cal")}),
        ("טרנזילה", {"processor": "tranzila"}),
        ("stripe", {"source": "stripe"}),
        ("troy", {"network": Network.OTHER, "network_raw": "Troy"}),
    ],
)
def test_a_case_is_found_by_its_network_and_by_who_passed_it_on(query: str, changes: dict[str, Any]) -> None:
    assert is_found(query, case_of(claim="", **changes))
    assert not is_found(query, case_of(claim="", network=Network.JCB, source="manual", processor=None))


@pytest.mark.parametrize(
    "query", ["A-78", "4418", "chair", "כיסא", "dana cohen", "1251", "אלונים", "%", "%%", "1_50", "_", "₪", "ILS 1,251"]
)
def test_a_case_is_not_found_by_what_it_does_not_say(query: str) -> None:
    assert not is_found(query, CASE)


def test_a_made_up_number_finds_nothing() -> None:
    assert not is_found("form", case_of(ref="form-123abc", claim=""))


def test_a_very_long_claim_is_found_by_its_beginning() -> None:
    long = case_of(claim=" ".join(f"w{n}" for n in range(5000)))
    assert len(words_of(long)) == MOST_WORDS
    assert is_found("w5", long)


@any_of(st.text(max_size=200))
def test_whatever_is_typed_is_read(query: str) -> None:
    for begins in asked(query):
        assert begins
        assert all(begins)


@any_of(st.text(alphabet="אבגדהוזחטיכלמנסעפצקרשתםןץףך abc.-@1", min_size=1, max_size=80))
def test_each_word_of_a_claim_finds_its_case(claim: str) -> None:
    case = case_of(claim=claim)
    assert all(is_found(word, case) for word in claim.split() if any(map(str.isalnum, word)))
