"""answer.pdf as a reader gets it: text in order in both languages, tagged, bookmarked, the same bytes each time."""

import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

import given_packet as g
from pdf_text import ISOLATES, opened, text_of
from yosher.adapters.typeset.press import typeset, typeset_letter
from yosher.kernel.money import Money
from yosher.kernel.words import Choice
from yosher.packets.compose import compose
from yosher.packets.customer_letter import letter_to_customer
from yosher.packets.fields import GENERIC
from yosher.packets.material import Material

BOTH = pytest.mark.parametrize("language", ["en", "he"])


def nothing(_: object) -> bytes:
    raise AssertionError("a packet of records reads no file")


def answer(it: Material, **changes: Any) -> bytes:
    return typeset(compose(it, field_map=GENERIC, **changes), content=nothing, pictures={})[0]


@BOTH
def test_page_one_says_which_denial_what_we_answer_and_what_we_ask(language: str) -> None:
    text = text_of(answer(g.delivered(language)), page=1)
    expected = {
        "en": (
            "Visa 13.1, “not received”: contested",
            "Delivered 6 May 2026, 11:12 to 418 Alder Court, Portland, signed by M. Ortega (Exhibit A, p. 3).",
            "Handed over",
            "Please reverse the denial and return USD 1,248.60 to the business.",
            "Yosher is not a lawyer",
        ),
        "he": ("ההכחשה אינה מקובלת", "אינה מתיישבת עם רשומה זו", "במקום הנכון", "1,248.60", "₪", "יושר אינו עורך דין"),
    }
    for words in expected[language]:
        assert words in text


@BOTH
def test_ids_amounts_phones_and_addresses_of_computers_keep_their_order(language: str) -> None:
    text = text_of(answer(g.delivered(language)))
    for token in (
        "24412896117000417734852",
        "HP-20418",
        "GX-40-2281-77",
        "198.51.100.7",
        "maya.ortega+desk@mail.example",
        "HARBORPINE* 5035550142",
    ):
        assert token in text


@examples(
    st.sampled_from(["en", "he"]),
    st.integers(-(10**9), 10**9),
    st.from_regex(r"\+972-5[0-9]-[0-9]{3}-[0-9]{4}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}-[0-9]{3,8}-[A-Z0-9]{1,6}", fullmatch=True),
)
@settings(max_examples=12, deadline=None)
def test_any_amount_phone_and_id_reads_from_left_to_right_in_both_languages(language: str, minor: int, phone: str, ref: str) -> None:
    it = g.delivered(language, denial_={"ref": ref, "amount": Money(minor, "EUR")}, records_=[g.shipment(language, signed_by=phone)])
    text = text_of(answer(it))
    assert ref in text
    assert phone in text
    sign = "-" if minor < 0 else ""
    assert f"{sign}{abs(minor) // 100:,}.{abs(minor) % 100:02}" in text.replace("- ", "-")


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "124,860"), ("KWD", "124.860"), ("EUR", "1,248.60")])
@BOTH
def test_a_currency_has_its_own_digits(language: str, currency: str, shown: str) -> None:
    text = text_of(answer(g.delivered(language, denial_={"amount": Money(124860, currency)}, records_=[g.shipment(language)])), page=1)
    assert shown in text
    assert currency in text


@BOTH
@pytest.mark.parametrize("scene", g.SCENES, ids=lambda scene: scene.__name__)
def test_a_packet_is_tagged_named_and_in_its_readers_language(scene: Callable[..., Material], language: str) -> None:
    it = scene(language)
    with opened(answer(it)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith(language)
        assert it.case.denial.ref in str(pdf.docinfo["/Title"])
        with pdf.open_metadata() as metadata:
            assert metadata.get("pdfaid:part") == "2"
            assert metadata.get("pdfaid:conformance") == "A"
            assert metadata.get("pdfuaid:part") == "1"


@BOTH
def test_each_exhibit_has_a_bookmark_under_its_letter_and_is_cited_on_its_own_page(language: str) -> None:
    packet = compose(g.delivered(language), field_map=GENERIC)
    made, pages = typeset(packet, content=nothing, pictures={})
    with opened(made) as pdf, pdf.open_outline() as outline:
        titles = [ISOLATES.sub("", str(item.title)) for item in outline.root]
        places = [_page(pdf, item) for item in outline.root]
    word = {"en": "Exhibit", "he": "מוצג"}[language]
    assert [t.split(" – ")[0] for t in titles if t.startswith(word)] == [f"{word} {p.letter}" for p in packet.exhibits]
    assert pages == len(packet.exhibits) + 3
    for exhibit, place in zip(packet.exhibits, places[2:-1], strict=True):
        assert f"{word} {exhibit.letter}" in text_of(made, page=place)


def _page(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    target: Any = item.destination if item.destination is not None else item.action.D  # type: ignore[union-attr]  # one of the two is there
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = pikepdf.NameTree(pdf.Root.Names.Dests)[str(target)]
    target = target.D if isinstance(target, pikepdf.Dictionary) else target
    return pikepdf.Page(target[0]).index + 1


@BOTH
def test_the_same_packet_gives_the_same_bytes(language: str) -> None:
    it = g.authenticated(language)
    assert answer(it) == answer(it)


def test_another_time_gives_other_bytes_so_that_the_clock_is_the_packets_own() -> None:
    assert answer(g.delivered()) != answer(g.delivered(now=g.NOW.replace(year=2027)))


@BOTH
def test_only_shipped_fonts_are_in_it(language: str) -> None:
    with opened(answer(g.foreign_reader(language))) as pdf:
        names = {str(f.BaseFont).split("+")[-1] for page in pdf.pages for f in page.resources.get("/Font", {}).values()}
    assert names
    assert all(name.startswith("NotoSans") for name in names)


def test_a_chat_runs_over_pages_with_the_exhibits_strip_on_each() -> None:
    packet = compose(g.delivered(records_=[g.payment(), g.order(), g.shipment(), *g.chat(count=90)]), field_map=GENERIC)
    made, pages = typeset(packet, content=nothing, pictures={})
    letter = next(p.letter for p in packet.exhibits if p.kind == "customer_communication")
    held = [text_of(made, page=n) for n in range(1, pages + 1)]
    strips = [re.search(rf"Exhibit {letter} – Correspondence with the customer.*?(\d)/(\d)", text) for text in held]
    parts = [found.groups() for found in strips if found]
    assert parts == [("1", "3"), ("2", "3"), ("3", "3")]


def test_a_letter_that_is_too_long_for_its_page_runs_on() -> None:
    far = " ".join(["A very long address of many parts"] * 12)
    made = answer(g.delivered(records_=[g.payment(), g.order(ship_to=far, description=far), g.shipment(address=far, signed_by=far)]))
    assert "What we ask" in text_of(made)


HOSTILE = '#panic("x") *bold* $x$ \\u{41} @ref <label> `code` //c [a](b) \x00\x07\u202e\u2066evil'


@BOTH
def test_text_of_others_is_never_markup(language: str) -> None:
    it = g.delivered(
        language,
        denial_={"ref": HOSTILE, "customer": g.CustomerRef(name=HOSTILE)},
        organisation_={"name": HOSTILE},
        records_=[
            g.shipment(language, signed_by=HOSTILE, address=HOSTILE, carrier=HOSTILE),
            g.message(1, "2026-05-08T10:00", "in", HOSTILE),
        ],
        receiver=HOSTILE,
    )
    text = text_of(answer(it)).replace(" ", "")
    assert '#panic("x")*bold*$x$\\u{41}@ref<label>`code`//c' in text or language == "he"
    assert "#panic" in text
    assert "evil" in text


@pytest.mark.parametrize("odd", ["🙂", "漢字", "سلام", "ﬀ\u0600", "\U000e0001"])
def test_what_the_fonts_do_not_hold_is_named_and_stops_nothing(odd: str) -> None:
    text = text_of(
        answer(g.delivered(records_=[g.shipment(), g.message(1, "2026-05-08T10:00", "in", f"It arrived, thanks. before {odd} after")]))
    )
    assert "before" in text
    assert f"[U+{ord(odd[-1]):04X}]" in text
    assert "named by their code" in text


def test_a_word_of_ten_thousand_characters_stays_on_the_page() -> None:
    word = "x" * 10_000
    text = text_of(answer(g.delivered(records_=[g.shipment(), g.message(1, "2026-05-08T10:00", "in", f"It arrived, thanks. {word}")])))
    assert text.replace(" ", "").count("x") >= 10_000


@BOTH
@pytest.mark.parametrize("choice", [Choice.TALK, Choice.OFFER, Choice.REFUND, Choice.PARTIAL_REFUND, Choice.REPLACE])
def test_a_letter_to_the_customer_is_a_tagged_page_of_its_own(choice: Choice, language: str) -> None:
    it = g.delivered(language, choice=choice, denial_={"claim": f"It never came. {HOSTILE}"})
    made = typeset_letter(letter_to_customer(it, owed=Money(30000, "EUR")))
    text = text_of(made)
    assert "HP-20418" in text
    assert "It never came." in text
    with opened(made) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang).startswith(language)
        assert bool(pdf.Root.MarkInfo.Marked)
    assert made == typeset_letter(letter_to_customer(it, owed=Money(30000, "EUR")))
