"""Pages of a PDF as pictures, for a look before it goes out."""

import io

import pypdfium2

from yosher.desk.ports import NotFound

DOTS_PER_INCH = 110  # letters of 9 points are read without effort
_POINTS = 72


def page_picture(content: bytes, number: int) -> bytes:
    """Page `number` (1, 2, 3 …) as PNG. Raises NotFound where there is no such page."""
    document = pypdfium2.PdfDocument(content)
    try:
        if not 1 <= number <= len(document):
            raise NotFound("page", str(number))
        picture = document[number - 1].render(scale=DOTS_PER_INCH / _POINTS).to_pil()
        out = io.BytesIO()
        picture.convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
        return out.getvalue()
    finally:
        document.close()
