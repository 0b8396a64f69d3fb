"""What became of what was brought in, as JSON values: denials with their cases, loaded records."""

from collections.abc import Sequence
from datetime import tzinfo

from yosher.cases.model import Denial
from yosher.cases.states import OPEN
from yosher.desk.document import Json, amount, each, moment, refusal_document, speaker
from yosher.desk.model import Opened, Taken
from yosher.desk.ports import FileUnreadable, LoadResult
from yosher.desk.take_over import Placed, TakenOver
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


def taken_over_document(done: TakenOver, *, zone: tzinfo, language: Language) -> dict[str, Json]:
    """What became of a list, or (`dry_run`) what would."""
    news = [placed for placed in done.placed if placed.was is None]
    changed = [placed for placed in done.placed if placed.was is not None and placed.changed]
    return {
        "file": done.file,
        "dry_run": done.dry,
        "new": len(news),
        "changed": len(changed),
        "known": len(done.placed) - len(news) - len(changed),
        "cases": [placed_document(placed, zone=zone, language=language) for placed in done.placed],
        "refused": [refusal_document(refusal, file=done.file, language=language) for refusal in done.refused],
        "notes": [refusal_document(remark, file=done.file, language=language) for remark in done.notes],
    }


def placed_document(placed: Placed, *, zone: tzinfo, language: Language) -> dict[str, Json]:
    """`was`: where the case stood before, null for a new one. `changed` is false where all of the row was known."""
    said, case = placed.said, placed.case
    due = case.denial.due.at or case.due
    return {
        "row": said.row,
        "case": case.id,
        "denial": said.denial.ref,
        "amount": amount(case.denial.amount),
        "was": placed.was,
        "state": case.state,
        "changed": placed.changed,
        "due": moment(due.astimezone(zone)) if due and case.state in OPEN else None,
        "sent": moment(said.sent.at.astimezone(zone)) if said.sent else None,
        "decided": moment(said.decided.at.astimezone(zone)) if said.decided else None,
        "refunded": amount(case.refunded),
        "recovered": amount(case.recovered),
        "assigned": case.assigned,
        "notes": each(placed.notes, speaker(language)),
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
