"""Fitted to what the receiver takes: never over, nothing dropped silently, pictures only as small as needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yosher.kernel.ids import BlobRef, ExhibitId
from yosher.kernel.reason import Reason
from yosher.packets.model import DoesNotFit, ExhibitPage, FieldValue
from yosher.rulebook.model import Limit

_ALL_TEXT = ("all text fields",)
_ANY_TEXT = ("evidence text", "text field")  # how limits name each box for words, where they do not name it by itself
_MEDIA = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "tiff": "image/tiff", "gif": "image/gif"}
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest figures of all limits that hold; None = no limit is known."""

    bytes_total: int | None = None
    bytes_per_file: int | None = None
    pages: int | None = None
    files: int | None = None
    characters: Mapping[str, int] = field(default_factory=dict)
    characters_total: int | None = None
    formats: frozenset[str] = frozenset()  # media types; empty = not known

    @property
    def answer_bytes(self) -> int | None:
        """What answer.pdf may weigh: it is one file that holds all."""
        return min((b for b in (self.bytes_total, self.bytes_per_file) if b is not None), default=None)


def bounds_of(limits: Sequence[Limit]) -> Bounds:
    """Processor's and network's limits both hold: the smaller is taken. Advice and minimums are no limits."""
    hard = [x for x in limits if not x.minimum and not x.advised and "exactly" not in x.subject]
    whole = [x for x in hard if x.subject.startswith(("all", "documents", "OptBlue: all"))]
    return Bounds(
        bytes_total=_least(hard, "bytes_total"),
        bytes_per_file=_least([x for x in hard if not _other_than_pdf(x)], "bytes_per_file"),
        pages=_least(hard, "pages"),
        files=_least(whole, "files"),
        characters={x.subject: x.value for x in hard if x.kind == "characters" and x.value is not None and x.subject not in _ALL_TEXT},
        characters_total=_least([x for x in hard if x.subject in _ALL_TEXT], "characters"),
        formats=_formats(hard),
    )


def _least(limits: Iterable[Limit], kind: str) -> int | None:
    return min((x.value for x in limits if x.kind == kind and x.value is not None), default=None)


def _formats(limits: Iterable[Limit]) -> frozenset[str]:
    """What every limit on formats allows; a limit that names no format that we know (`black and white`) says nothing here."""
    named = [frozenset(_MEDIA[f] for f in x.formats if f in _MEDIA) for x in limits if x.kind == "formats"]
    known = [formats for formats in named if formats]
    return frozenset.intersection(*known) if known else frozenset()


def _other_than_pdf(limit: Limit) -> bool:
    """A limit for pictures alone does not bind a PDF."""
    return limit.subject in ("jpg", "tiff", "png", "jpeg", "image", "raster image")


# -- pictures ------------------------------------------------------------------------------------------------------


def picture_budget(bounds: Bounds, *, other_bytes: int, pictures: int) -> int | None:
    """Bytes that all pictures together may take inside answer.pdf once everything else is in. None = as they are."""
    if bounds.answer_bytes is None or pictures == 0:
        return None
    return max(0, bounds.answer_bytes - other_bytes)


def shares_of(sizes: Mapping[BlobRef, int], budget: int) -> dict[BlobRef, int]:
    """Small pictures keep their size; what they leave is shared evenly by the larger ones. The sum is never over the budget."""
    left, shares = budget, dict[BlobRef, int]()
    for count, (ref, size) in zip(range(len(sizes), 0, -1), sorted(sizes.items(), key=lambda pair: pair[1]), strict=True):
        shares[ref] = min(size, left // count)
        left -= shares[ref]
    return shares


# -- the answer ----------------------------------------------------------------------------------------------------


def check_answer(bounds: Bounds, *, size: int, pages: int) -> None:
    """Raises DoesNotFit where answer.pdf is over a limit, saying by how much and what would help."""
    if bounds.formats and PDF not in bounds.formats:
        raise DoesNotFit(Reason("packet.format_not_taken", values={"type": "PDF", "taken": _names(bounds.formats)}))
    if bounds.answer_bytes is not None and size > bounds.answer_bytes:
        raise DoesNotFit(Reason("packet.too_many_bytes", values={"n": size, "most": bounds.answer_bytes}))
    if bounds.pages is not None and pages > bounds.pages:
        raise DoesNotFit(Reason("packet.too_many_pages", values={"n": pages, "most": bounds.pages}))


def _names(formats: Iterable[str]) -> str:
    return ", ".join(sorted(media.rpartition("/")[2].upper() for media in formats))


# -- the form ------------------------------------------------------------------------------------------------------


def fitted_texts(bounds: Bounds, fields: Sequence[FieldValue]) -> tuple[FieldValue, ...]:
    """Each text in its field, or its summary where only that fits.

    Raises DoesNotFit for a text without a summary that is over its field's limit, and where all texts together are over theirs.
    """
    fitted = tuple(_fitted_text(bounds, value) for value in fields)
    total = sum(len(value.text) for value in fitted)
    if bounds.characters_total is not None and total > bounds.characters_total:
        raise DoesNotFit(Reason("packet.fields_too_long", values={"n": total, "most": bounds.characters_total}))
    return fitted


def _fitted_text(bounds: Bounds, value: FieldValue) -> FieldValue:
    most = bounds.characters.get(value.name, min((bounds.characters[x] for x in _ANY_TEXT if x in bounds.characters), default=None))
    if most is None or len(value.text) <= most:
        return value
    if value.summary and len(value.summary) <= most:
        return replace(value, text=value.summary)
    raise DoesNotFit(Reason("packet.field_too_long", values={"field": value.name, "n": len(value.text), "most": most}))


def check_fields(bounds: Bounds, fields: Sequence[FieldValue]) -> None:
    """Raises DoesNotFit for a text over its field's limit or over the limit of all text together: nothing is cut silently."""
    fitted_texts(bounds, fields)


@dataclass(frozen=True, slots=True)
class Original:
    """An exhibit's file as it would go into a field of its own."""

    page: ExhibitPage
    media_type: str
    size: int
    pages: int = 1


def fitted_files(
    bounds: Bounds, fields: Sequence[FieldValue], originals: Mapping[ExhibitId, Original], *, answer_bytes: int, answer_pages: int
) -> tuple[tuple[FieldValue, ...], tuple[Reason, ...]]:
    """File fields as far as everything together stays within the limits, and what stands in answer.pdf only, with the reason.

    answer.pdf holds every exhibit, so that nothing is lost: a field of its own only makes a file easier to find.
    """
    kept: list[FieldValue] = []
    notes: list[Reason] = []
    used = _Used(answer_bytes, answer_pages, 1 if any(f.answer for f in fields) else 0)
    for value in fields:
        going = tuple(ref for ref in value.exhibits if used.take(originals[ref], bounds))
        notes += [
            Reason("packet.only_in_answer", facts=(ref,), values={"letter": originals[ref].page.letter, "field": value.name})
            for ref in value.exhibits
            if ref not in going
        ]
        if going or value.text or value.answer:
            kept.append(replace(value, exhibits=going))
    return tuple(kept), tuple(notes)


@dataclass(slots=True)
class _Used:
    """What the files so far take of the limits."""

    size: int
    pages: int
    files: int

    def take(self, original: Original, bounds: Bounds) -> bool:
        """Whether one more file fits; if so it is counted."""
        if bounds.formats and original.media_type not in bounds.formats:
            return False
        size, pages, files = self.size + original.size, self.pages + original.pages, self.files + 1
        over = (
            _over(original.size, bounds.bytes_per_file)
            or _over(size, bounds.bytes_total)
            or _over(pages, bounds.pages)
            or _over(files, bounds.files)
        )
        if not over:
            self.size, self.pages, self.files = size, pages, files
        return not over


def _over(figure: int, most: int | None) -> bool:
    return most is not None and figure > most
