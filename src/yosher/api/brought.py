"""What programs bring: denials in any form that is read, and the business's own records."""

import tempfile
from collections.abc import Sequence
from pathlib import Path as Place
from typing import Any

from django.http import HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from yosher.api import shapes
from yosher.api.acts import check_files
from yosher.api.caller import Caller
from yosher.api.problems import LARGEST_REQUEST, BadInput
from yosher.api.repeats import once
from yosher.api.said import document
from yosher.api.said import file as as_file
from yosher.bootstrap.inboxes import list_to_fill_in, read_list
from yosher.cases.model import Refusal
from yosher.desk.allowed import require
from yosher.desk.brought import loaded_document, taken_document
from yosher.desk.hand_in import HandedIn, Stage, hand_in, handed_in
from yosher.desk.intake import take_file
from yosher.desk.model import Taken
from yosher.desk.ports import FileUnreadable, NotFound
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.may import Ability
from yosher.privacy.clean import file_name

router = Router(tags=["intake"])
_A_SHEET = {"responses": {200: {"description": "OK", "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}}}


@router.post("/intake", response=shapes.Taken)
@once
def take(request: Any, file: File[UploadedFile], told: Form[shapes.IntakeForm], beside: File[list[UploadedFile]] = []) -> HttpResponse:  # noqa: B006  (ninja reads the default, nobody changes it)
    """Read denials out of a webhook body, an API object, an export or a manual form; `beside` are the files that a form names.

    The same denial twice is one case. A wrong signature is refused and nothing is kept; unsigned is taken as unconfirmed.
    422 where nothing in the file is a denial, with the reason for each row.
    """
    caller: Caller = request.auth
    require(Ability.WORK, desk=caller.desk)
    check_files([file, *beside])
    name, body = file_name(file.name or "file"), file.read()
    reader = caller.house.inbox(told.source, body, name=name)
    if reader is None:
        return _said(caller, Taken(name, refused=(Refusal("cli.nothing_readable", file=name),)))
    held = {one.name: one for one in beside}

    def opened(wanted: str) -> bytes:
        if wanted not in held:
            raise NotFound("file", wanted)
        held[wanted].seek(0)
        return bytes(held[wanted].read())

    taken = take_file(body, reader=reader, desk=caller.desk, name=name, signature=told.signature, secret=told.secret, beside=opened)
    return _said(caller, taken)


def _said(caller: Caller, taken: Taken) -> HttpResponse:
    told = taken_document([taken], zone=caller.organisation.tz, language=caller.language)
    if taken.signature_wrong:
        raise BadInput(Reason("cli.signature_wrong"), more={"refused": told["refused"]})
    if not taken.opened:
        raise BadInput(Reason("cli.nothing_readable"), more={"refused": told["refused"]})
    return document(caller, told)


@router.post("/import", response={200: shapes.TakenOver, 202: shapes.ListWaits})
@once
def import_list(request: Any, file: File[UploadedFile], told: Form[shapes.ImportForm]) -> HttpResponse:
    """Take over a spreadsheet (.xlsx or CSV) of cases that are under way: open, answered on a day, won, lost, accepted, refunded.

    Each row becomes a case once, standing where it stands; the same sheet again changes nothing. A wrong row holds up no other.
    202 for more than 200 rows: they are worked through in the background, and `GET /import` says what became of them.
    """
    caller: Caller = request.auth
    check_files([file])
    handed = hand_in(file.read(), name=file_name(file.name or "list"), reader=read_list, desk=caller.desk, dry=told.dry_run)
    return _handed(caller, handed)


@router.get("/import", response={200: shapes.TakenOver, 202: shapes.ListWaits})
def show_import(request: Any) -> HttpResponse:
    """What became of the list that this key handed in last; 202 while it is worked on."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    handed = handed_in(caller.desk)
    if handed is None:
        raise NotFound("list", "")
    return _handed(caller, handed)


@router.get("/import/template", openapi_extra=_A_SHEET)
def template(request: Any, language: Language = Language.EN) -> HttpResponse:
    """A sheet to fill in, as CSV."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    return as_file(list_to_fill_in(language), "text/csv; charset=utf-8", f"cases-{language}.csv")


def _handed(caller: Caller, handed: HandedIn) -> HttpResponse:
    if handed.is_waiting:
        waits = {"file": handed.name, "rows": handed.rows, "dry_run": handed.stage is Stage.LOOKING, "see": "/api/v1/import"}
        return document(caller, waits, status=202)
    told = handed.documents[caller.language.value]
    if not told["cases"]:
        raise BadInput(Reason("desk.no_row_taken"), more={"refused": told["refused"], "notes": told["notes"]})
    return document(caller, told)


@router.post("/history", response=shapes.Loaded)
@once
def load_history(request: Any, file: File[UploadedFile], about: Form[shapes.HistoryForm]) -> HttpResponse:
    """Load records (CSV, NDJSON or Parquet). Known rows are known, bad rows are named with their number, the rest goes in."""
    caller: Caller = request.auth
    require(Ability.WORK, desk=caller.desk)
    check_files([file], largest=LARGEST_REQUEST)
    name = file_name(file.name or "records")
    with tempfile.TemporaryDirectory(prefix="yosher-history-") as folder:
        place = Place(folder) / name
        with place.open("wb") as written:
            for chunk in file.chunks():
                written.write(chunk)
        try:
            result = caller.house.load_history(caller.organisation, place, kind=about.kind)
        except FileUnreadable as trouble:
            raise BadInput(trouble.reason) from trouble
    if not result.rows:
        raise BadInput(Reason("api.no_row"), more={"refused": _rows(result.refused)})
    return document(caller, loaded_document(name, result, caller.language))


def _rows(refused: Sequence[tuple[int | None, str]]) -> list[dict[str, Any]]:
    return [{"row": row, "code": code} for row, code in refused]
