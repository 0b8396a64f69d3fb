"""A list that somebody handed in: looked at first, taken over once they say so; a long one in the background."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from yosher.desk import shelf
from yosher.desk.allowed import require
from yosher.desk.brought import taken_over_document
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused, InboxContext, OutboxRow, ReadsLists, Running
from yosher.desk.take_over import take_over
from yosher.desk.work import UNWATCHED
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import BlobRef, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.may import Ability

KIND = "hand_in"  # of the draft: one list at a time for each person
AT_ONCE = 200  # rows for which nobody need wait: two seconds; a longer list is worked through in the background


class Stage(StrEnum):
    LOOKING = "looking"
    LOOKED = "looked"
    TAKING = "taking"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`documents`: what would become of the list, or what became of it, by language; empty while it is worked on."""

    name: str
    blob: BlobRef
    rows: int
    stage: Stage
    documents: Mapping[str, Mapping[str, object]]

    @property
    def is_waiting(self) -> bool:
        return self.stage in (Stage.LOOKING, Stage.TAKING)


def hand_in(body: bytes, *, name: str, reader: ReadsLists, desk: Desk, dry: bool = True) -> HandedIn:
    """Keep a list and look at it (`dry`), or take it over at once. It takes the place of the one that was handed in before."""
    require(Ability.WORK, desk=desk)
    require(Ability.APPROVE, desk=desk)
    rows = len(reader(body, context=InboxContext(desk.organisation, desk.now, name)).rows)
    earlier, blob = handed_in(desk), shelf.put(body, desk=desk)
    handed = _begin(HandedIn(name, blob, rows, Stage.LOOKING if dry else Stage.TAKING, {}), reader=reader, desk=desk)
    if earlier is not None:
        shelf.clear([earlier.blob], desk=desk)
    return handed


def confirm(*, reader: ReadsLists, desk: Desk) -> HandedIn:
    """Take over the list that was looked at. Refused where there is none: it was taken over, or another took its place."""
    require(Ability.APPROVE, desk=desk)
    handed = handed_in(desk)
    if handed is None or handed.stage is not Stage.LOOKED:
        raise DeskRefused(Reason("desk.no_list"), permanent=False)
    return _begin(replace(handed, stage=Stage.TAKING, documents={}), reader=reader, desk=desk)


def handed_in(desk: Desk) -> HandedIn | None:
    """The list that this person, or this key, handed in last."""
    kept = desk.store.draft(desk.organisation.id, PersonId(desk.actor.ref), KIND)
    if not kept:
        return None
    documents, rows = kept["documents"], kept["rows"]
    assert isinstance(documents, Mapping)
    assert isinstance(rows, int)
    return HandedIn(str(kept["name"]), BlobRef(str(kept["blob"])), rows, Stage(str(kept["stage"])), documents)


def forget(desk: Desk) -> None:
    """Put the list aside. What was taken over stays; what is being taken over goes on."""
    handed = handed_in(desk)
    desk.store.save_draft(desk.organisation.id, PersonId(desk.actor.ref), KIND, None)
    if handed is not None:
        shelf.clear([handed.blob], desk=desk)


def work_through(row: OutboxRow, running: Running, *, reader: ReadsLists, desk: Desk) -> None:
    """A list in the background, for whoever handed it in. One that was interrupted begins anew: what was taken over is known by then."""
    told = row.body
    acting = replace(desk, actor=Actor(ActorKind(str(told["kind"])), str(told["ref"])))
    stage = Stage(str(told["stage"]))
    handed = HandedIn(str(told["name"]), BlobRef(str(told["blob"])), 0, stage, {})
    _work(handed, reader=reader, desk=acting, running=running)


def _begin(handed: HandedIn, *, reader: ReadsLists, desk: Desk) -> HandedIn:
    """At once where it is short; else the worker is asked, in one transaction with what is kept of it."""
    with desk.store.transaction():
        _keep(handed, desk=desk)
        if handed.rows > AT_ONCE:
            desk.store.post(_task(handed, desk=desk))
    if handed.rows <= AT_ONCE:
        _work(handed, reader=reader, desk=desk, running=UNWATCHED)
    return handed_in(desk) or handed


def _work(handed: HandedIn, *, reader: ReadsLists, desk: Desk, running: Running) -> None:
    dry = handed.stage is Stage.LOOKING
    body = shelf.get(handed.blob, desk=desk)
    done = take_over(body, reader=reader, desk=desk, name=handed.name, dry=dry, running=running)
    documents = {language.value: taken_over_document(done, zone=desk.organisation.tz, language=language) for language in Language}
    with desk.store.transaction():
        running.done()
        stands = handed_in(desk)
        if stands is not None and (stands.blob, stands.stage) == (handed.blob, handed.stage):
            _keep(replace(stands, stage=Stage.LOOKED if dry else Stage.TAKEN, documents=documents), desk=desk)


def _keep(handed: HandedIn, *, desk: Desk) -> None:
    body: dict[str, object] = {
        "name": handed.name,
        "blob": handed.blob,
        "rows": handed.rows,
        "stage": handed.stage.value,
        "documents": handed.documents,
    }
    desk.store.save_draft(desk.organisation.id, PersonId(desk.actor.ref), KIND, body)


def _task(handed: HandedIn, *, desk: Desk) -> OutboxRow:
    body = {"name": handed.name, "blob": handed.blob, "stage": handed.stage.value, "kind": desk.actor.kind.value, "ref": desk.actor.ref}
    ref = f"take_over:{desk.actor.ref}:{handed.stage}:{handed.blob[:16]}:{int(desk.now.timestamp())}"
    return OutboxRow(ref, desk.organisation.id, None, "take_over", body, desk.now)
