"""The text layer of a PDF, as PDFium gives it: letters in the order in which they are read, Hebrew too. Runs in the process of PDFium."""

from time import monotonic

import pypdfium2
from pypdfium2 import raw

from yosher.adapters.files.limits import PAGES_MOST, SECONDS_MOST, TEXT_MOST
from yosher.adapters.files.line import LATIN, RTL, Glyph, has_words, in_reading_order, is_mixed
from yosher.privacy.clean import clean


def text_of(document: pypdfium2.PdfDocument) -> str:
    """Page by page, until there is enough or it takes too long."""
    until = monotonic() + SECONDS_MOST
    found: list[str] = []
    length = 0
    for number in range(min(len(document), PAGES_MOST)):
        found.append(_page(document, number))
        length += len(found[-1])
        if length > TEXT_MOST or monotonic() > until:
            break
    return "\n\n".join(found)


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            text = layer.get_text_bounded()
            # Asking where each letter stands costs more than the letters: not on a page that holds more than is kept of a whole file.
            read = _lines(layer) if is_mixed(text) and layer.count_chars() <= TEXT_MOST else text
            return clean(read.replace("\ufffe", "-")).strip()  # PDFium's sign for a hyphen at a line's end
        finally:
            layer.close()
    finally:
        page.close()


def _lines(layer: pypdfium2.PdfTextPage) -> str:
    """The page line by line, those with more than right-to-left letters in the order in which they stand."""
    letters = [chr(raw.FPDFText_GetUnicode(layer, n)) for n in range(layer.count_chars())]
    text = "".join(letters)
    mostly_rtl = len(RTL.findall(text)) > len(LATIN.findall(text))
    found, start = [], 0
    for line in text.split("\n"):
        places = range(start, start + len(line))
        start += len(line) + 1
        found.append(in_reading_order([_glyph(layer, letters[n], n) for n in places], mostly_rtl=mostly_rtl) if has_words(line) else line)
    return "\n".join(found)


def _glyph(layer: pypdfium2.PdfTextPage, letter: str, number: int) -> Glyph:
    left, bottom, right, top = layer.get_charbox(number, loose=True)
    return Glyph(letter, left, right, top - bottom)
