"""What became of what was brought in, as JSON values: denials with their cases, loaded records."""

from collections.abc import Sequence
from datetime import tzinfo

from yosher.cases.model import Denial
from yosher.desk.document import Json, amount, moment, refusal_document
from yosher.desk.model import Opened, Taken
from yosher.desk.ports import FileUnreadable, LoadResult
from yosher.evidence.model import RecordKind
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.say import say


def taken_document(taken: Sequence[Taken], *, zone: tzinfo, language: Language) -> dict[str, Json]:
    return {
        "cases": [opened_document(denial, opened, zone=zone) for one in taken for denial, opened in one.opened],
        "refused": [refusal_document(r, file=one.file, language=language) for one in taken for r in one.refused],
        "notes": [refusal_document(r, file=one.file, language=language) for one in taken for r in one.notes],
    }


def opened_document(denial: Denial, opened: Opened, *, zone: tzinfo) -> dict[str, Json]:
    return {
        "case": opened.case,
        "denial": denial.ref,
        "network": denial.network,
        "code": denial.code,
        "amount": amount(denial.amount),
        "due": moment(denial.due.at.astimezone(zone)) if denial.due.at else None,
        "created": opened.created,
    }


def loaded_document(file: str, result: LoadResult, language: Language) -> dict[str, Json]:
    return {
        "file": file,
        "kind": result.kind,
        "rows": result.rows,
        "new": result.new,
        "refused": [{"row": row, "code": code, "reason": say(Reason(code), language)} for row, code in result.refused],
        "more_refused": result.more_refused,
        "seconds": round(result.seconds, 3),
        "amounts": result.amounts,
        "notes": [say(note, language) for note in result.notes],
    }


def unloaded_document(file: str, kind: RecordKind | None, trouble: FileUnreadable, language: Language) -> dict[str, Json]:
    """A file that cannot be read is refused whole."""
    said: Json = {"row": None, "code": trouble.reason.code, "reason": say(trouble.reason, language)}
    nothing: dict[str, Json] = {"rows": 0, "new": 0, "refused": [said], "more_refused": 0, "seconds": 0.0}
    return {"file": file, "kind": kind, **nothing, "amounts": None, "notes": []}
