"""What goes between the process that asks and the process of PDFium: a head of fixed size, then bytes.

Nothing is unpickled: what read a hostile file may say anything.
"""

from enum import IntEnum
from struct import Struct


class Ask(IntEnum):
    """Either is answered for a whole file at once; no document stays open between two questions."""

    TEXT = 1  # of all pages, UTF-8
    PICTURE = 2  # of one page, PNG


class Answer(IntEnum):
    READY = 1  # said once, before the first question
    DONE = 2  # what was asked for follows
    DAMAGED = 3
    NO_PAGE = 4


QUESTION = Struct("!BIdQ")  # Ask, page (1, 2, 3 …), seconds that are left, bytes of the file that follows
ANSWER = Struct("!BQ")  # Answer, bytes that follow
PAGE_LAST = 2**31 - 1  # the largest integer of a PDF (ISO 32000-1, annex C)
