"""Pages of a PDF as pictures, for a look before it goes out."""

import io

from PIL import Image

from yosher.adapters.files.pdfium import opened
from yosher.desk.ports import NotFound

DOTS_PER_INCH = 110  # letters of 9 points are read without effort
_POINTS = 72


def page_picture(content: bytes, number: int) -> bytes:
    """Page `number` (1, 2, 3 …) as PNG. Raises NotFound where there is no such page."""
    out = io.BytesIO()
    _drawn(content, number).save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(content: bytes, number: int) -> Image.Image:
    """A picture that holds nothing of PDFium's any more."""
    with opened(content) as document:
        if not 1 <= number <= len(document):
            raise NotFound("page", str(number))
        page = document[number - 1]
        bitmap = page.render(scale=DOTS_PER_INCH / _POINTS)
        try:
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
        finally:
            bitmap.close()
            page.close()
