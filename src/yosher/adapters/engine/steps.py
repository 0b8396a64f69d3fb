"""What a workflow remembers: steps that are over, and how it ended, as small JSON values."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS, StepInfo

from yosher.desk.ports import Failure, OutboxRow, StepResult, Trouble
from yosher.desk.work import failure_of
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason

Ended = dict[str, Any]


def card_of(row: OutboxRow) -> dict[str, Any]:
    """A row as the input of its workflow."""
    first = row.first_due or row.due_at
    return {
        "id": row.id,
        "organisation": row.organisation,
        "case": row.case,
        "task": row.task,
        "body": dict(row.body),
        "due_at": row.due_at.isoformat(),
        "first_due": first.isoformat(),
    }


def row_of(card: dict[str, Any], *, attempts: int) -> OutboxRow:
    """`attempts` comes from the workflow's id: a later attempt is given the first one's card."""
    case = CaseId(card["case"]) if card["case"] else None
    due, first = (datetime.fromisoformat(card[key]) for key in ("due_at", "first_due"))
    return OutboxRow(card["id"], OrgId(card["organisation"]), case, card["task"], card["body"], due, attempts, first)


def workflow_id(row: OutboxRow, *, attempts: int) -> str:
    """The outbox id (unique in its organisation); each later attempt is a workflow of its own that inherits the steps that are over."""
    base = f"{row.organisation}/{row.id}"
    return f"{base}#{attempts}" if attempts else base


def attempts_of(workflow: str) -> int:
    number = workflow.rpartition("#")[2]
    return int(number) if "#" in workflow and number.isdigit() else 0


def remembered(name: str, run: Callable[[], StepResult]) -> StepResult:
    """A step whose result is kept. One that fails is kept as a failure, and raises the same each time its workflow is told again."""
    raised: list[Exception] = []

    def step() -> Ended:
        try:
            return {"brought": run()}
        except Exception as trouble:  # raised again below, once it is kept
            raised.append(trouble)
            return {"failed": written(failure_of(trouble))}

    ended: Ended = DBOS.run_step({"name": name}, step)
    if raised:
        raise raised[0]
    if "failed" in ended:
        failure = read(ended["failed"])
        assert failure is not None
        raise Trouble(failure.reason, permanent=failure.permanent)
    brought: StepResult = ended["brought"]
    return brought


def first_to_repeat(steps: list[StepInfo]) -> int:
    """The number of the step at which a new attempt goes on: the one that failed, or the one after the last."""
    failed = [step["function_id"] for step in steps if "failed" in (step["output"] or {})]
    return min(failed) if failed else len(steps) + 1


def written(failure: Failure | None) -> Ended | None:
    if failure is None:
        return None
    values = {key: value if isinstance(value, str | int | float) else str(value) for key, value in failure.reason.values.items()}
    return {"code": failure.reason.code, "values": values, "permanent": failure.permanent}


def read(ended: Ended | None) -> Failure | None:
    return Failure(Reason(ended["code"], values=ended["values"]), ended["permanent"]) if ended else None
