"""A page of a PDF drawn by PDFium. Runs in its process."""

import io

import pypdfium2
from PIL import Image

DOTS_PER_INCH = 110  # letters of 9 points are read without effort
_POINTS = 72


def picture_of(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """Page `number` (1, 2, 3 …), which there is, as PNG."""
    out = io.BytesIO()
    _drawn(document, number).save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """A picture that holds nothing of PDFium's any more."""
    page = document[number - 1]
    try:
        bitmap = page.render(scale=DOTS_PER_INCH / _POINTS)
        try:
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
        finally:
            bitmap.close()
    finally:
        page.close()
