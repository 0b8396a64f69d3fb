"""Files that programs fetch: exhibits as they came in, the paper, its pages, the packet."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Field, Path

from yosher.api import shapes
from yosher.api.caller import Caller
from yosher.api.cases import readable, router
from yosher.api.said import file
from yosher.desk.evidence import answer_to_show
from yosher.desk.ports import NotFound, SavedAnswer
from yosher.kernel.ids import BlobRef, CaseId
from yosher.packets.manifest import ANSWER


def _as(kind: str) -> dict[str, Any]:
    return {"responses": {200: {"description": "OK", "content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}}


@router.get("/cases/{ref}/exhibits/{exhibit}", openapi_extra=_as("application/octet-stream"))
def fetch_exhibit(request: Any, ref: Path[shapes.Ref], exhibit: Path[shapes.Ref]) -> HttpResponse:
    """An original, byte for byte as it came in."""
    caller, case = readable(request, ref)
    found = next((x for x in caller.desk.store.exhibits(caller.organisation.id, case) if x.id == exhibit), None)
    if found is None or found.blob is None:
        raise NotFound("exhibit", exhibit)
    caller.saw("exhibit", case)
    return file(caller.desk.blobs.get(caller.organisation.id, case, found.blob), "application/octet-stream", found.name)


@router.get("/cases/{ref}/paper", openapi_extra=_as("application/pdf"))
def fetch_paper(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The packet's answer.pdf or the letter, as it would go out."""
    caller, case = readable(request, ref)
    content, name = _paper(caller, case)
    caller.saw("paper", case)
    return file(content, "application/pdf", f"{case}-{name}")


@router.get("/cases/{ref}/pages/{number}", openapi_extra=_as("image/png"))
def fetch_page(request: Any, ref: Path[shapes.Ref], number: Path[Annotated[int, Field(ge=1, le=10_000)]]) -> HttpResponse:
    """A page of the paper as a picture."""
    caller, case = readable(request, ref)
    content, _ = _paper(caller, case)
    caller.saw("paper", case)
    return file(caller.house.page_picture(content, number), "image/png", f"{case}-{number}.png")


@router.get("/cases/{ref}/packet", openapi_extra=_as("application/zip"))
def fetch_packet(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The whole packet."""
    caller, case = readable(request, ref)
    saved = _saved(caller, case)
    if saved.packet is None:
        raise NotFound("paper", case)
    caller.saw("packet", case)
    return file(caller.desk.blobs.get(caller.organisation.id, case, saved.packet), "application/zip", f"{case}-packet.zip")


def _saved(caller: Caller, case: CaseId) -> SavedAnswer:
    saved = answer_to_show(case, desk=caller.desk)
    if saved is None:
        raise NotFound("answer", case)
    return saved


def _paper(caller: Caller, case: CaseId) -> tuple[bytes, str]:
    saved = _saved(caller, case)
    kept = saved.packet or saved.letter
    if kept is None:
        raise NotFound("paper", case)
    content = caller.desk.blobs.get(caller.organisation.id, case, BlobRef(kept))
    return (caller.house.member_of(content, ANSWER), ANSWER) if saved.packet else (content, "letter.pdf")
