"""The paper of an answer in a person's own words: read the free sentences, write them, take them back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yosher.cases.model import Act
from yosher.cases.states import OPEN
from yosher.desk.allowed import require
from yosher.desk.answer import Prepared, Wish, prepare_answer
from yosher.desk.approve import act, prepared_answer
from yosher.desk.document import Json, moment
from yosher.desk.keep import give_answer, nowhere, wish_that_stands
from yosher.desk.model import Desk, Workshop
from yosher.desk.packet import Made
from yosher.desk.ports import DeskRefused
from yosher.desk.words import over_in, own_words, worded_body, wordings, words_in
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, Language
from yosher.packets.own_words import MOST, NEEDED, Draft, OwnWords, Part, Pieces, UnknownSign, read, remarks, tidy, written
from yosher.people.may import Ability
from yosher.privacy.mask import mask


@dataclass(frozen=True, slots=True)
class Sentence:
    """A free part of the paper. `ours` is how Yosher says it now; `has_moved`: it said something else when the words were written."""

    part: Part
    text: str
    ours: str
    has_moved: bool = False

    @property
    def is_own(self) -> bool:
        return self.text != self.ours


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """`signs`: (letter, title) of each exhibit that may be named. `revision` says which words these are; `by` and `at` who wrote them."""

    case: CaseId
    choice: Choice
    language: Language
    revision: int
    sentences: tuple[Sentence, ...]
    signs: tuple[tuple[str, str], ...] = ()
    by: str = ""
    at: datetime | None = None
    may_be_written: bool = True

    def text_of(self, part: Part) -> str:
        return next((one.text for one in self.sentences if one.part is part), "")


class WordsChanged(DeskRefused):
    """Somebody else wrote meanwhile: `now` is what stands, and nothing was overwritten."""

    def __init__(self, now: LetterDraft) -> None:
        super().__init__(Reason("desk.words_changed", values={"case": now.case}), permanent=False)
        self.now = now


@dataclass(frozen=True, slots=True)
class Written:
    """The words as they stand after a writing, and what to look at once more."""

    draft: LetterDraft
    notes: tuple[Reason, ...] = ()


def letter_draft(case_id: CaseId, *, desk: Desk) -> LetterDraft:
    """The free sentences of the paper that was prepared last. Refused where no paper was made."""
    prepared, draft = _prepared(case_id, desk=desk)
    return _shown(prepared, draft, desk=desk)


def write_letter(
    case_id: CaseId,
    parts: Mapping[str, str] | None,
    *,
    based_on: int | None,
    desk: Desk,
    workshop: Workshop,
    reader: Language,
    place: Callable[[Made], None] = nowhere,
) -> Written:
    """Put sentences into a person's own words and make the paper anew; an approval is taken back, for it was of other words.

    `parts`: words by part; a part that is not named stays as it stands, and one that says what Yosher says is ours again.
    None: all of them are; what was written stays in the log.
    `based_on`: the revision that the person saw; raises WordsChanged where it is another one by now. None: whatever stands.
    """
    require(Ability.WORK, desk=desk)
    prepared, draft = _prepared(case_id, desk=desk)
    choice = prepared.decision.choice
    with desk.store.transaction():
        stands = own_words(case_id, choice, draft.language, desk=desk)
        if based_on is not None and based_on != stands.revision:
            raise WordsChanged(_shown(prepared, draft, desk=desk, own=stands))
        wanted = {} if parts is None else _wanted(parts, stands, draft)
        changed = wanted != stands.parts
        if changed:
            act(case_id, Act.LETTER_WORDED, worded_body(choice, draft.language, wanted, draft.ours), desk=desk)
            meanwhile = words_in(wordings(case_id, choice, draft.language, desk=desk)[:-1])
            if meanwhile.revision != stands.revision:  # another transaction was first while this one waited for the case
                raise WordsChanged(_shown(prepared, draft, desk=desk, own=meanwhile))
    if changed:
        give_answer(case_id, desk=desk, workshop=workshop, reader=reader, wish=Wish(None, language=draft.language), place=place)
    notes = tuple(remark for part, pieces in wanted.items() for remark in remarks(pieces, part, draft))
    return Written(letter_draft(case_id, desk=desk), notes)


def _prepared(case_id: CaseId, *, desk: Desk) -> tuple[Prepared, Draft]:
    saved = prepared_answer(case_id, desk=desk)
    prepared = prepare_answer(case_id, desk=desk, wish=wish_that_stands(saved, desk=desk))
    if prepared.paper.draft is None:
        raise DeskRefused(prepared.paper.why_not or Reason("desk.no_paper", values={"choice": f"choice:{saved.choice}"}))
    return prepared, prepared.paper.draft


def _wanted(parts: Mapping[str, str], stands: OwnWords, draft: Draft) -> Mapping[Part, Pieces]:
    """All own words as they are to stand. Raises DeskRefused with what is wrong, before anything was written."""
    wanted = dict(stands.parts)
    for name, typed in parts.items():
        part = _part(name, draft)
        text = tidy(mask(typed), part)
        _refuse_unfit(text, part)
        if text == tidy(draft.ours[part], part):
            wanted.pop(part, None)
            continue
        try:
            wanted[part] = read(text, draft.signs)
        except UnknownSign as unknown:
            values = {"part": f"letter_part:{part}", "sign": unknown.sign}
            if not draft.signs:
                raise DeskRefused(Reason("desk.words_no_exhibits", values=values)) from unknown
            raise DeskRefused(Reason("desk.words_unknown_sign", values=values | {"known": ", ".join(draft.signs)})) from unknown
    return wanted


def _part(name: str, draft: Draft) -> Part:
    if name not in draft.ours:
        raise DeskRefused(Reason("desk.words_no_such_part", values={"given": name[:40], "known": ", ".join(draft.ours)}))
    return Part(name)


def _refuse_unfit(text: str, part: Part) -> None:
    if part in NEEDED and not text:
        raise DeskRefused(Reason("desk.words_empty", values={"part": f"letter_part:{part}"}))
    if len(text) > MOST:
        raise DeskRefused(Reason("desk.words_too_long", values={"part": f"letter_part:{part}", "most": MOST}))


def _shown(prepared: Prepared, draft: Draft, *, desk: Desk, own: OwnWords | None = None) -> LetterDraft:
    own = own or prepared.paper.own
    case, choice = prepared.case, prepared.decision.choice
    entries = wordings(case.id, choice, draft.language, desk=desk) if own.revision else ()
    event = next((entry for entry in entries if entry.sequence == own.revision), None)
    over = over_in(event) if event else {}
    packet = prepared.paper.packet
    return LetterDraft(
        case.id,
        choice,
        draft.language,
        own.revision,
        tuple(
            Sentence(
                part,
                written(own.parts[part], draft.signs) if part in own.parts else ours,
                ours,
                part in own.parts and over.get(part, ours) != ours,
            )
            for part, ours in draft.ours.items()
        ),
        tuple((page.letter, page.title) for page in packet.exhibits) if packet else (),
        str(event.actor.ref) if event else "",
        event.happened.at if event else None,
        case.state in OPEN,
    )


def draft_document(draft: LetterDraft, *, desk: Desk) -> dict[str, Json]:
    """As the command line and the API show it."""
    return {
        "case": draft.case,
        "choice": draft.choice,
        "language": draft.language,
        "revision": draft.revision,
        "by": draft.by or None,
        "at": moment(draft.at.astimezone(desk.organisation.tz)) if draft.at else None,
        "may_be_written": draft.may_be_written,
        "parts": [
            {"part": one.part, "text": one.text, "ours": one.ours, "own": one.is_own, "moved": one.has_moved} for one in draft.sentences
        ],
        "exhibits": [{"letter": letter, "title": title} for letter, title in draft.signs],
    }
