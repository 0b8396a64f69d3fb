"""What is read of a PDF: the order of lines in two scripts, and many readers at once."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.adapters.files import line
from yosher.adapters.files.line import Glyph, in_reading_order
from yosher.adapters.files.pages import page_picture
from yosher.adapters.files.pdf import read_pdf
from yosher.evidence.model import Readable

LINES = (
    "מספר מעקב RR771204IL נמסר",
    "הזמנה A-77 נשלחה ביום 7.10.2026",
    "קישור https://shop.example/a?b=1 כאן",
    "דוא״ל dana.levi@example.com נשלח",
    "סכום 1,250.00 ₪ שולם",
    "כרטיס Visa 4242 נדחה",
    "DHL Express שלח JD014600006 אתמול",
    "(AB-12/34) בסוגריים",
    "Order A-77 was sent לדנה לוי yesterday",
    "10:30-11:45 בבוקר",
    "גרסה v2.0.1-beta מותקנת",
    "ת״ז 12345678-9 טלפון 050-1234567",
    "3DS2 אומת",
    "תוקף 12/28 קוד ABC123XYZ",
    "A-77",
    "TX-1077 of 2026",
    "RR771204IL",
    "1,250.00 ₪",
)
HEBREW = st.text("אבגדהוזחטיכלמנסעפצקרשת", min_size=1, max_size=6)
TOKEN = st.from_regex(r"[A-Z]{1,3}[0-9]{1,6}[A-Z]{0,2}|[A-Z]{1,2}-[0-9]{1,4}|[a-z]{2,6}@[a-z]{2,6}[.]com|[0-9]{1,4}", fullmatch=True)


def pdf_of(*lines: str, direction: str = "rtl") -> bytes:
    words = "\n\n".join('#"' + each.replace('"', '\\"') + '"' for each in lines)
    return typst.compile(f'#set page(width: 20cm, height: auto)\n#set text(dir: {direction}, lang: "he")\n{words}\n'.encode())


@cache
def read_once() -> list[str]:
    return [each.strip() for each in read_pdf(pdf_of(*LINES)).text.split("\n") if each.strip()]


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_line_in_two_scripts_is_read_as_it_was_written(number: int) -> None:
    assert read_once()[number] == LINES[number]


@settings(max_examples=15)
@given(st.lists(st.tuples(HEBREW, TOKEN, HEBREW), min_size=1, max_size=12))
def test_a_token_between_hebrew_words_keeps_its_order(rows: list[tuple[str, str, str]]) -> None:
    lines = [" ".join(row) for row in rows]
    assert [each.strip() for each in read_pdf(pdf_of(*lines)).text.split("\n") if each.strip()] == lines


def test_hebrew_inside_an_english_page_keeps_its_place() -> None:
    lines = ["The parcel RR771204IL went to דנה לוי on Monday", "and she wrote תודה רבה to A-77"]
    assert [each for each in read_pdf(pdf_of(*lines, direction="ltr")).text.split("\n") if each] == lines


@given(st.text(), st.lists(st.floats(0, 600), max_size=30), st.booleans())
def test_whatever_stands_wherever_no_letter_is_lost(text: str, places: list[float], rtl: bool) -> None:
    glyphs = [Glyph(letter, left, left + 5, 10) for letter, left in zip(text, places, strict=False)]
    read = in_reading_order(glyphs, mostly_rtl=rtl)
    brackets = "()[]{}"
    kept = sorted(g.letter for g in glyphs if line._is_seen(g.letter) and g.letter not in brackets and not line._is_mark(g.letter))
    assert sorted(each for each in read if line._is_seen(each) and each not in brackets and not line._is_mark(each)) == kept


def test_points_stay_with_their_letter() -> None:
    seen = [("שׁ", 30.0), ("ל", 20.0), ("ם", 10.0)]
    glyphs = [Glyph(each, x, x + 8, 10) for letters, x in seen for each in letters] + [Glyph("A", 0, 6, 10)]
    assert in_reading_order(glyphs, mostly_rtl=True).replace(" ", "") == "שׁלםA"


def test_many_threads_read_and_draw_at_once() -> None:
    content = pdf_of(*LINES * 4)
    whole = read_pdf(content).text

    def both(number: int) -> tuple[bool, bytes]:
        found = read_pdf(content)
        return found.readable is Readable.READ and found.text == whole, page_picture(content, 1)[:8]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(both, range(48))) == {(True, b"\x89PNG\r\n\x1a\n")}
