"""Pages of a PDF as pictures, for a look before it goes out."""

from yosher.adapters.files.pdfium import pdfium
from yosher.adapters.files.wire import PAGE_LAST, Answer, Ask
from yosher.desk.ports import NotFound, Trouble
from yosher.kernel.reason import Reason


def page_picture(content: bytes, number: int) -> bytes:
    """Page `number` (1, 2, 3 …) as PNG. Raises NotFound where there is no such page, and Trouble where it cannot be drawn."""
    if not 1 <= number <= PAGE_LAST:
        raise NotFound("page", str(number))
    answer, picture = pdfium().ask(Ask.PICTURE, content, number)
    if answer is Answer.NO_PAGE:
        raise NotFound("page", str(number))
    if answer is not Answer.DONE:
        raise Trouble(Reason("files.page_not_drawn"), permanent=True)
    return picture
