"""The paper in a person's own words; who comes second sees what the first one wrote, and loses nothing."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from yosher.cases.model import Case
from yosher.desk.allowed import require
from yosher.desk.letter import LetterDraft, WordsChanged, letter_draft
from yosher.desk.ports import DeskRefused
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.packets.own_words import MOST, ONE_PARAGRAPH, Part, tidy
from yosher.people.may import Ability
from yosher.people.model import OWNER
from yosher.phrases.catalogue import word
from yosher.web import html
from yosher.web.acting import act, done, say_so
from yosher.web.here import Here
from yosher.web.page import show


@dataclass(frozen=True, slots=True)
class Field:
    """A part as the form shows it. `theirs` is what somebody else wrote meanwhile, `change` how it differs from what is typed here."""

    part: Part
    name: str
    text: str
    ours: str
    is_own: bool
    has_moved: bool
    rows: int
    theirs: str = ""
    change: SafeString | str = ""


@require_http_methods(["GET", "POST"])
@act
def word_letter(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    require(Ability.WORK, desk=here.desk)
    if request.method == "GET":
        here.saw("letter", case.id)
        return _page(request, case, letter_draft(case.id, desk=here.desk), {})
    typed = {part.value: request.POST[part] for part in Part if part in request.POST}
    parts = None if request.POST.get("do") == "drop" else typed
    try:
        written = here.house.word(case.id, parts, based_on=_revision(request), desk=here.desk, reader=here.language)
    except WordsChanged as changed:
        return _page(request, case, changed.now, typed, status=409)
    except DeskRefused as refused:
        say_so(request, refused.reason, level=messages.WARNING)
        return _page(request, case, letter_draft(case.id, desk=here.desk), typed, status=422)
    done(request, "web.did_drop_words" if parts is None else "web.did_word", written.notes)
    return HttpResponseRedirect(f"/cases/{case.id}#letter")


def _revision(request: Any) -> int:
    """What this page was opened over; without it the words cannot be told from somebody else's."""
    given = request.POST.get("based_on", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise DeskRefused(Reason("web.form_incomplete"))
    return int(given)


def _page(request: Any, case: Case, draft: LetterDraft, typed: dict[str, str], *, status: int = 200) -> HttpResponse:
    """`typed` stays in its fields whatever was wrong. At 409 what stands now is shown beside it."""
    here: Here = request.here
    context = {
        "case": case,
        "draft": draft,
        "fields": [_field(one.part, draft, typed, here.language, has_changed=status == 409) for one in draft.sentences],
        "who": _name(here, draft.by),
        "has_changed": status == 409,
        "has_own": any(one.is_own for one in draft.sentences),
        "most": MOST,
        "direction_of_paper": "rtl" if draft.language is Language.HE else "ltr",
    }
    return show(request, "letter.html", context, place="cases", status=status)


def _field(part: Part, draft: LetterDraft, typed: dict[str, str], reader: Language, *, has_changed: bool) -> Field:
    stands = next(one for one in draft.sentences if one.part is part)
    text = typed.get(part.value, stands.text).replace("\r\n", "\n")
    name, rows = word("letter_part", part, reader), _rows(part, text)
    if has_changed and tidy(text, part) != tidy(stands.text, part):
        change = difference(stands.text, text)
        return Field(part, name, text, stands.ours, stands.is_own, stands.has_moved, rows, stands.text, change)
    return Field(part, name, text, stands.ours, stands.is_own, stands.has_moved, rows)


def _rows(part: Part, text: str) -> int:
    """How tall the field is: of a phone's width about forty characters a line, and no taller than its screen."""
    return min(10, max(2 if part in ONE_PARAGRAPH else 3, 1 + len(text) // 40 + text.count("\n")))


def _name(here: Here, ref: str) -> str:
    if ref in ("", OWNER):
        return word("role", OWNER, here.language) if ref else ""
    return next((person.name for person in here.people if person.id == ref), ref)


def difference(before: str, after: str) -> SafeString:
    """Word by word: what only the first has is struck out, what only the second has is underlined."""
    old, new = before.split(), after.split()
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape(" ".join(old[a:b])), escape(" ".join(new[c:d]))
        if kind == "equal":
            parts.append(come)
            continue
        parts += ([f"<del>{gone}</del>"] if gone else []) + ([f"<ins>{come}</ins>"] if come else [])
    return html.html(" ".join(parts))
