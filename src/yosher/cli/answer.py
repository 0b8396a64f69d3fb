"""`yosher answer`: weigh a case, advise, and write the packet or the letter."""

from pathlib import Path
from typing import Annotated

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.answer_page import show_answer
from yosher.cli.frame import Call, Done, command
from yosher.cli.usage import Usage
from yosher.desk.answer import Wish
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Choice, Language

app = typer.Typer(add_completion=False)
COURSES = f"Another course than advised; it is recorded. One of: {', '.join(Choice)}."


@app.command()
@command
def answer(
    call: Call,
    case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")],
    choice: Annotated[str | None, typer.Option(help=COURSES, metavar="C")] = None,
    because: Annotated[str, typer.Option(help="Why the other course.", metavar="TEXT")] = "",
    language: Annotated[str | None, typer.Option(help="Language of the receiver: en or he.", metavar="LANG")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the packet or letter here too.", metavar="DIR")] = None,
) -> Done:
    """Walk the road: rule, clock, evidence, finding, decision, and the packet or the letter that follows from it."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        document = wired.answer(CaseId(case), wish=wish_of(choice, because, language), out=out)
    return Done(document, lambda: show_answer(document))


def wish_of(choice: str | None, because: str, language: str | None) -> Wish:
    """What a person asks for besides; bad words are bad usage."""
    if choice is not None and choice not in set(Choice):
        raise Usage("cli.no_such_choice", given=choice, known=", ".join(Choice))
    if language is not None and language not in set(Language):
        raise Usage("cli.no_such_language", given=language)
    return Wish(Choice(choice) if choice else None, because, Language(language) if language else None)
