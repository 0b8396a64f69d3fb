"""`yosher letter`: the free sentences of an answer's paper in a person's own words."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.home import language_of_reader
from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.read import content
from yosher.cli.shown import label, line, listed, term, when
from yosher.cli.usage import Usage
from yosher.desk.document import each, speaker
from yosher.desk.letter import Written, draft_document, letter_draft
from yosher.desk.model import Desk
from yosher.kernel.ids import CaseId
from yosher.packets.own_words import Part
from yosher.people.model import OWNER
from yosher.phrases.say import say

app = typer.Typer(no_args_is_help=True, add_completion=False)
CaseArgument = Annotated[str, typer.Argument(help="The case.", metavar="CASE")]
BasedOn = Annotated[int | None, typer.Option("--based-on", help="The version that you saw; refused where it is another one by now.")]


@app.callback()
def _group() -> None:
    """The free sentences of an answer's paper in your own words."""


@app.command("show")
@command
def show(call: Call, case: CaseArgument) -> Done:
    """Show the free sentences, and the exhibits that may be named in them."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        draft = letter_draft(CaseId(case), desk=wired.desk)
        document = draft_document(draft, desk=wired.desk)
    return Done(document, lambda: _page(document))


@app.command("write")
@command
def write(
    call: Call,
    case: CaseArgument,
    part: Annotated[str, typer.Argument(help=f"One of: {', '.join(Part)}.", metavar="PART")],
    text: Annotated[str | None, typer.Argument(help="The words; [A] names an exhibit.", metavar="TEXT")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the words from a file; - reads standard input.", metavar="FILE")] = None,
    based_on: BasedOn = None,
) -> Done:
    """Put a part into your own words. The paper is made anew, and an approval is taken back."""
    words = _words(text, file)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        written = wired.word(CaseId(case), {part: words}, based_on=based_on)
        return _done(written, "terminal.letter_written", wired.desk)


@app.command("drop")
@command
def drop(call: Call, case: CaseArgument, based_on: BasedOn = None) -> Done:
    """Let the paper say what Yosher says again. What you wrote stays in the log."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        written = wired.word(CaseId(case), None, based_on=based_on)
        return _done(written, "terminal.letter_dropped", wired.desk)


def _words(text: str | None, file: Path | None) -> str:
    if (text is None) is (file is None):
        raise Usage("cli.letter_text_or_file")
    if file is None:
        return text or ""
    raw = sys.stdin.buffer.read() if str(file) == "-" else content(file)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Usage("cli.letter_not_text", file=str(file)) from None


def _done(written: Written, code: str, desk: Desk) -> Done:
    language = language_of_reader()
    document = draft_document(written.draft, desk=desk) | {"notes": each(written.notes, speaker(language))}

    def page() -> None:
        line(label(code), style="bold")
        for note in written.notes:
            line(say(note, language))

    return Done(document, page)


def _page(document: dict[str, Any]) -> None:
    line(label("terminal.letter_of", case=document["case"], choice=f"choice:{document['choice']}"), style="bold")
    for part in document["parts"]:
        whose = label("terminal.letter_part_own" if part["own"] else "terminal.letter_part_ours")
        line()
        line(f"{term('letter_part', part['part'])} ({part['part']}; {whose})", style="bold")
        line(part["text"])
        if part["moved"]:
            line(label("terminal.letter_part_moved", text=part["ours"]))
    line()
    listed(label("terminal.letter_signs"), [f"[{one['letter']}] {one['title']}" for one in document["exhibits"]])
    if document["revision"]:
        line(label("terminal.letter_revision", revision=document["revision"]))
        who = term("role", OWNER) if document["by"] == OWNER else document["by"]
        line(label("terminal.letter_by", who=who, at=when(document["at"])))
    else:
        line(label("terminal.letter_as_ours"))
