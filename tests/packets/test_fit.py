"""Fitting: the smaller limit holds, nothing is over, nothing is dropped without a word."""

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

import given
from yosher.evidence.model import Exhibit
from yosher.kernel.ids import BlobRef
from yosher.kernel.words import Language, Network, Phase
from yosher.packets.exhibits import page_of
from yosher.packets.fit import PDF, Bounds, Original, bounds_of, check_answer, fitted_files, fitted_texts, picture_budget, shares_of
from yosher.packets.marks import NO_MARKS
from yosher.packets.model import DoesNotFit, ExhibitPage, FieldValue
from yosher.rulebook.receivers import limits_for


@pytest.mark.parametrize(
    ("processor", "network", "bytes_", "pages"),
    [
        ("stripe", Network.VISA, 4_500_000, 49),
        ("stripe", Network.MASTERCARD, 4_500_000, 19),
        ("adyen", Network.DINERS, 2_000_000, None),
        ("adyen", Network.MASTERCARD, 2_000_000, 19),
        ("square", Network.VISA, 5_000_000, None),
        ("checkout", Network.AMEX, 1_000_000, 20),
        ("paypal", Network.PAYPAL, 9_999_999, None),
        ("payme", Network.VISA, None, None),
    ],
)
def test_the_smaller_of_the_processors_and_the_networks_limits_holds(
    processor: str, network: Network, bytes_: int | None, pages: int | None
) -> None:
    bounds = bounds_of(limits_for(processor, network, phase=Phase.FIRST_CHARGEBACK))
    assert (bounds.answer_bytes, bounds.pages) == (bytes_, pages)


def test_advice_and_least_figures_are_no_limits() -> None:
    bounds = bounds_of(limits_for("square", Network.VISA))
    assert bounds.characters["evidence text"] == 500
    assert "evidence text (minimum)" not in bounds.characters


def test_formats_that_every_limit_allows() -> None:
    assert PDF in bounds_of(limits_for("stripe", Network.VISA)).formats
    assert PDF not in bounds_of(limits_for("checkout", Network.DINERS)).formats
    assert bounds_of(limits_for("payme", Network.VISA)).formats == frozenset()


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        (Bounds(bytes_total=999), "packet.too_many_bytes"),
        (Bounds(bytes_per_file=999), "packet.too_many_bytes"),
        (Bounds(pages=4), "packet.too_many_pages"),
        (Bounds(formats=frozenset({"image/jpeg", "image/tiff"})), "packet.format_not_taken"),
    ],
)
def test_an_answer_over_a_limit_is_refused_with_both_figures(bounds: Bounds, code: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        check_answer(bounds, size=1000, pages=5)
    assert refused.value.reason.code == code


def test_an_answer_exactly_at_its_limits_is_taken() -> None:
    check_answer(Bounds(bytes_total=1000, pages=5, formats=frozenset({PDF})), size=1000, pages=5)


# -- texts ---------------------------------------------------------------------------------------------------------


def test_a_text_that_is_too_long_gives_way_to_its_summary() -> None:
    (value,) = fitted_texts(Bounds(characters={"notes": 10}), [FieldValue("notes", text="x" * 11, summary="short")])
    assert value.text == "short"


@pytest.mark.parametrize("summary", ["", "y" * 11])
def test_a_text_that_is_too_long_in_every_form_is_refused_with_its_field(summary: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        fitted_texts(Bounds(characters={"notes": 10}), [FieldValue("notes", text="x" * 11, summary=summary)])
    assert refused.value.reason.code == "packet.field_too_long"
    assert refused.value.reason.values == {"field": "notes", "n": 11, "most": 10}


def test_a_limit_for_any_text_holds_where_the_field_has_none_of_its_own() -> None:
    bounds = bounds_of(limits_for("square", Network.VISA))
    (value,) = fitted_texts(bounds, [FieldValue("REBUTTAL_EXPLANATION", text="x" * 501, summary="see the file")])
    assert value.text == "see the file"


def test_all_texts_together_have_a_limit_too() -> None:
    bounds = Bounds(characters_total=10)
    with pytest.raises(DoesNotFit) as refused:
        fitted_texts(bounds, [FieldValue("a", text="x" * 6), FieldValue("b", text="x" * 5)])
    assert refused.value.reason.code == "packet.fields_too_long"


# -- files ---------------------------------------------------------------------------------------------------------


def page(number: int, media_type: str = PDF) -> ExhibitPage:
    exhibit: Exhibit = given.exhibit("proof_of_delivery", id=f"x-{number}", media_type=media_type)
    return page_of(exhibit, number, language=Language.EN, marks=NO_MARKS)


PAGES = [page(n) for n in range(12)]


def fitted(bounds: Bounds, *sizes: int, media_type: str = PDF, answer: int = 100) -> tuple[list[str], list[str]]:
    """Letters of the exhibits that went into fields of their own, and of those that did not."""
    pages = [page(n, media_type) for n in range(len(sizes))]
    originals = {p.id: Original(p, media_type, size, 2) for p, size in zip(pages, sizes, strict=True)}
    fields = [FieldValue("whole", answer=True), *(FieldValue(f"f{n}", exhibits=(p.id,)) for n, p in enumerate(pages))]
    kept, notes = fitted_files(bounds, fields, originals, answer_bytes=answer, answer_pages=5)
    going = {ref for value in kept for ref in value.exhibits}
    assert any(value.answer for value in kept)
    return [p.letter for p in pages if p.id in going], [str(note.values["letter"]) for note in notes]


@pytest.mark.parametrize(
    ("bounds", "going", "left"),
    [
        (Bounds(), ["A", "B", "C"], []),
        (Bounds(bytes_total=149), ["A"], ["B", "C"]),
        (Bounds(bytes_total=100), [], ["A", "B", "C"]),
        (Bounds(bytes_per_file=35), ["A", "C"], ["B"]),
        (Bounds(pages=8), ["A"], ["B", "C"]),
        (Bounds(files=3), ["A", "B"], ["C"]),
    ],
)
def test_files_of_their_own_go_in_as_far_as_all_together_fit_and_the_rest_is_named(
    bounds: Bounds, going: list[str], left: list[str]
) -> None:
    assert fitted(bounds, 30, 40, 20) == (going, left)


def test_a_format_that_is_not_taken_stays_in_the_answer() -> None:
    assert fitted(Bounds(formats=frozenset({PDF})), 10, media_type="message/rfc822") == ([], ["A"])


@examples(
    st.lists(st.integers(1, 3_000_000), max_size=12),
    st.integers(1, 4_000_000),
    st.sampled_from(["stripe", "adyen", "paypal", "braintree", "square", "checkout", "shopify"]),
    st.sampled_from([Network.VISA, Network.MASTERCARD, Network.AMEX, Network.DISCOVER]),
)
@settings(max_examples=200)
def test_of_two_hundred_random_packets_none_is_over(sizes: list[int], answer: int, processor: str, network: Network) -> None:
    bounds = bounds_of(limits_for(processor, network))
    pages = PAGES[: len(sizes)]
    originals = {p.id: Original(p, PDF, size, 1 + size // 200_000) for p, size in zip(pages, sizes, strict=True)}
    fields = [FieldValue("whole", answer=True), *(FieldValue(f"f{n}", exhibits=(p.id,)) for n, p in enumerate(pages))]
    try:
        check_answer(bounds, size=answer, pages=6)
    except DoesNotFit:
        return
    kept, notes = fitted_files(bounds, fields, originals, answer_bytes=answer, answer_pages=6)
    going = [originals[ref] for value in kept for ref in value.exhibits]
    assert len(going) + len(notes) == len(sizes), "each is in a field or named"
    assert bounds.bytes_total is None or answer + sum(o.size for o in going) <= bounds.bytes_total
    assert bounds.bytes_per_file is None or all(o.size <= bounds.bytes_per_file for o in going)
    assert bounds.pages is None or 6 + sum(o.pages for o in going) <= bounds.pages
    assert bounds.files is None or 1 + len(going) <= bounds.files


# -- pictures ------------------------------------------------------------------------------------------------------


@examples(st.dictionaries(st.text("abc", min_size=1).map(BlobRef), st.integers(1, 5_000_000), max_size=12), st.integers(0, 9_000_000))
def test_the_shares_of_pictures_never_add_up_to_more_than_there_is(sizes: dict[BlobRef, int], budget: int) -> None:
    shares = shares_of(sizes, budget)
    assert shares.keys() == sizes.keys()
    assert sum(shares.values()) <= budget
    assert all(shares[ref] <= sizes[ref] for ref in sizes)
    if sum(sizes.values()) <= budget:
        assert shares == sizes, "what fits is left as it is"


def test_a_small_picture_keeps_its_size_while_large_ones_give_way() -> None:
    assert shares_of({BlobRef("s"): 10, BlobRef("l"): 100, BlobRef("m"): 90}, 110) == {"s": 10, "m": 50, "l": 50}


@pytest.mark.parametrize(
    ("bounds", "pictures", "budget"),
    [(Bounds(), 3, None), (Bounds(bytes_total=1000), 0, None), (Bounds(bytes_total=1000), 2, 400), (Bounds(bytes_total=500), 2, 0)],
)
def test_pictures_get_what_the_rest_leaves(bounds: Bounds, pictures: int, budget: int | None) -> None:
    assert picture_budget(bounds, other_bytes=600, pictures=pictures) == budget
