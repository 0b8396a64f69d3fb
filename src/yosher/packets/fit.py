"""Fitted to what the receiver takes: never over, nothing dropped silently, pictures only as small as needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yosher.kernel.reason import Reason
from yosher.packets.model import DoesNotFit, FieldValue
from yosher.rulebook.model import Limit

_ALL_TEXT = ("all text fields",)
_MEDIA = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "tiff": "image/tiff", "gif": "image/gif"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest figures of all limits that hold; None = no limit is known."""

    bytes_total: int | None
    bytes_per_file: int | None
    pages: int | None
    files: int | None
    characters: Mapping[str, int]
    characters_total: int | None
    formats: frozenset[str]  # media types; empty = not known

    @property
    def answer_bytes(self) -> int | None:
        """What answer.pdf may weigh: it is one file that holds all."""
        return min((b for b in (self.bytes_total, self.bytes_per_file) if b is not None), default=None)


def bounds_of(limits: Sequence[Limit]) -> Bounds:
    """Processor's and network's limits both hold: the smaller is taken. Advice and minimums are no limits."""
    hard = [x for x in limits if not x.minimum and not x.advised and "exactly" not in x.subject]
    return Bounds(
        bytes_total=_least(hard, "bytes_total"),
        bytes_per_file=_least([x for x in hard if not _other_than_pdf(x)], "bytes_per_file"),
        pages=_least(hard, "pages"),
        files=_least([x for x in hard if x.subject.startswith(("all", "documents", "OptBlue: all"))], "files"),
        characters={x.subject: x.value for x in hard if x.kind == "characters" and x.value is not None and x.subject not in _ALL_TEXT},
        characters_total=_least([x for x in hard if x.subject in _ALL_TEXT], "characters"),
        formats=frozenset(_MEDIA[f] for x in hard if x.kind == "formats" for f in x.formats if f in _MEDIA),
    )


def _least(limits: Sequence[Limit], kind: str) -> int | None:
    return min((x.value for x in limits if x.kind == kind and x.value is not None), default=None)


def _other_than_pdf(limit: Limit) -> bool:
    """A limit for pictures alone does not bind a PDF."""
    return limit.subject in ("jpg", "tiff", "png", "jpeg", "image", "raster image")


def picture_budget(bounds: Bounds, *, other_bytes: int, pictures: int) -> int | None:
    """Bytes that all pictures together may take inside answer.pdf once everything else is in. None = as they are."""
    if bounds.answer_bytes is None or pictures == 0:
        return None
    return max(0, bounds.answer_bytes - other_bytes)


def check_answer(bounds: Bounds, *, size: int, pages: int) -> None:
    """Raises DoesNotFit where answer.pdf is over a limit, saying by how much and what would help."""
    if bounds.answer_bytes is not None and size > bounds.answer_bytes:
        raise DoesNotFit(Reason("packet.too_many_bytes", values={"n": size, "most": bounds.answer_bytes}))
    if bounds.pages is not None and pages > bounds.pages:
        raise DoesNotFit(Reason("packet.too_many_pages", values={"n": pages, "most": bounds.pages}))


def check_fields(bounds: Bounds, fields: Sequence[FieldValue]) -> None:
    """Raises DoesNotFit for a text over its field's limit or over the limit of all text together: nothing is cut silently."""
    for value in fields:
        most = bounds.characters.get(value.name)
        if most is not None and len(value.text) > most:
            raise DoesNotFit(Reason("packet.field_too_long", values={"field": value.name, "n": len(value.text), "most": most}))
    total = sum(len(value.text) for value in fields)
    if bounds.characters_total is not None and total > bounds.characters_total:
        raise DoesNotFit(Reason("packet.fields_too_long", values={"n": total, "most": bounds.characters_total}))
