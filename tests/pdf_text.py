"""What a reader of a PDF gets: its text by pdftotext, and the file opened by pikepdf."""

import io
import re
import subprocess

import pikepdf

ISOLATES = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def text_of(pdf: bytes, *, page: int | None = None) -> str:
    """Words in reading order, without marks of direction; lines joined by blanks."""
    only = ["-f", str(page), "-l", str(page)] if page else []
    ran = subprocess.run(["pdftotext", *only, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(ISOLATES.sub("", ran.stdout.decode("utf-8")).replace("\u00a0", " ").split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))
