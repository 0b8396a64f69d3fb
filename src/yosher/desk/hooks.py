"""Where processors send their signed messages: an address for each, and what becomes of a message that comes in there."""

from collections.abc import Collection, Sequence

from yosher.desk.allowed import require
from yosher.desk.document import Json, moment
from yosher.desk.intake import take_file
from yosher.desk.model import Desk, Taken
from yosher.desk.ports import DeskRefused, Hook, KeepsHooks, NotFound, ReadsDenials
from yosher.kernel.reason import Reason
from yosher.people.may import Ability

NOT_FOR_US = "intake.no_dispute_in_it"  # a signed message about something else: taken note of, and no case


def add_hook(processor: str, *, signed: Collection[str], desk: Desk, hooks: KeepsHooks) -> Hook:
    """A new address. Refused for a processor whose signature cannot be checked: unsigned messages are no way in."""
    require(Ability.MANAGE, desk=desk)
    if processor not in signed:
        raise DeskRefused(Reason("desk.no_signed_messages", values={"processor": processor, "known": ", ".join(sorted(signed))}))
    return hooks.add_hook(desk.organisation.id, processor, now=desk.now)


def list_hooks(*, desk: Desk, hooks: KeepsHooks) -> Sequence[tuple[Hook, bool]]:
    require(Ability.MANAGE, desk=desk)
    return hooks.hooks(desk.organisation.id)


def find_hook(hook: str, *, desk: Desk, hooks: KeepsHooks) -> tuple[Hook, bool]:
    """Raises NotFound for an address of another organisation."""
    found = next((each for each in list_hooks(desk=desk, hooks=hooks) if each[0].id == hook), None)
    if found is None:
        raise NotFound("hook", hook)
    return found


def set_hook_secret(hook: str, secret: str, *, desk: Desk, hooks: KeepsHooks) -> None:
    """What checks the signatures from now on. NotFound for an address of another organisation."""
    require(Ability.MANAGE, desk=desk)
    if not secret.strip():
        raise DeskRefused(Reason("desk.secret_empty"))
    hooks.set_hook_secret(desk.organisation.id, hook, secret)


def remove_hook(hook: str, *, desk: Desk, hooks: KeepsHooks) -> None:
    require(Ability.MANAGE, desk=desk)
    hooks.remove_hook(desk.organisation.id, hook)


def take_message(hook: Hook, body: bytes, *, signature: str | None, reader: ReadsDenials, desk: Desk) -> Taken:
    """A message as it was posted: checked, read, and kept with its case, all of it committed when this returns.

    The secret is always asked for, so that nothing unsigned comes in here.
    """
    return take_file(body, reader=reader, desk=desk, name=hook.processor, signature=signature, secret=hook.secret)


def is_unread(taken: Taken) -> bool:
    """Whether a part of the message could be a denial and was not kept: then the processor has to send it again."""
    return any(refusal.code != NOT_FOR_US for refusal in taken.refused)


def hook_document(hook: Hook, *, has_secret: bool) -> dict[str, Json]:
    place = f"/hooks/{hook.processor}/{hook.id}"
    times = {key: moment(at) for key, at in (("made_at", hook.made_at), ("heard_at", hook.heard_at), ("refused_at", hook.refused_at))}
    return {"hook": hook.id, "processor": hook.processor, "address": place, "has_secret": has_secret, **times}
