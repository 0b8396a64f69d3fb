"""The owner's own choice: recorded beside the advice, never blocked."""

from dataclasses import replace

from yosher.decisions.model import Decision, Option
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Choice


def override(decision: Decision, choice: Choice, because: str) -> Decision:
    """The same decision with the owner's choice in it. `advised` keeps the first advice, also when the owner chooses again.

    A course that was not among the options is added without a worth. `because` may be empty.
    """
    advised = decision.choice if decision.advised is None else decision.advised
    values: dict[str, Value] = {"choice": f"choice:{choice}", "advised": f"choice:{advised}"}
    said = because.strip()
    if said:
        reason = Reason("decision.owner_chose_because", values=values | {"because": said})
    else:
        reason = Reason("decision.owner_chose", values=values)
    return replace(
        decision,
        choice=choice,
        options=_with(decision.options, choice),
        because=(*decision.because, reason),
        chosen_by_owner=True,
        advised=advised,
    )


def _with(options: tuple[Option, ...], choice: Choice) -> tuple[Option, ...]:
    if any(option.choice is choice for option in options):
        return options
    return (*options, Option(choice, None, None, None, None, (Reason("decision.not_weighed"),)))
