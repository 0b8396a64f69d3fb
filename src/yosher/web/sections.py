"""The sections of a case's page, each as what its template places: words, marks, pictures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from yosher.cases.model import Case
from yosher.desk.document import reason_in
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, ClaimFamily, Language
from yosher.packets.compose import MAKES_A_PACKET
from yosher.packets.identification import source_name
from yosher.packets.wording import language_of
from yosher.phrases.catalogue import elements, where, word
from yosher.web import html
from yosher.web.bars import clock_bar, range_bar
from yosher.web.left import time_left
from yosher.web.marks import Marks

Kept = Mapping[str, Any]
STATES = {"present": ("ok", "ok"), "weak": ("half", "wait"), "missing": ("miss", "stop"), "not_applicable": ("na", "")}
AROUND = timedelta(days=14)  # a zoomed timeline shows so much on either side
ZOOMS = ("all", "deal", "denial")


@dataclass(frozen=True, slots=True)
class Words:
    """How a page speaks: the reader's language and zone, and what the exhibits are called."""

    language: Language
    zone: tzinfo
    marks: Marks

    def say(self, kept: Kept) -> SafeString:
        """A kept reason as a sentence with the marks of what it rests on."""
        if "values" not in kept:  # an answer of an earlier version, in the words of its reader
            return html.isolate(str(kept.get("text", "")), ltr=False)
        reason = reason_in(kept)
        return html.html(html.said(reason, self.language, zone=self.zone) + self.marks.html(reason.facts))

    def each(self, kept: Iterable[Kept]) -> list[SafeString]:
        return [self.say(one) for one in kept]


# -- the claim --------------------------------------------------------------------------------------------------------------


def headline(case: Case, document: Kept | None, language: Language) -> SafeString:
    """What is going on, in a sentence."""
    denial = case.denial
    family = ClaimFamily(document["finding"]["family"]) if document else ClaimFamily.UNKNOWN
    who = denial.customer.name or str(html.say("web.the_cardholder", language))
    known = family not in (ClaimFamily.OTHER, ClaimFamily.UNKNOWN)
    return html.say(f"web.says_{family}" if known else "web.says_nothing", language, who=who, amount=denial.amount)


def claim(case: Case, language: Language) -> dict[str, Any]:
    denial = case.denial
    own = language_of(denial.claim) if denial.claim else None
    return {
        "words": denial.claim,
        "language": own,
        "is_foreign": own not in (None, language),
        "told_by": denial.told_by,
        "at": denial.happened.at,
        "place": denial.place,
        "messages": len(case.denials),
        "confirmed": denial.confirmed or denial.source in ("manual", "csv"),
    }


# -- the finding ------------------------------------------------------------------------------------------------------------


def finding(document: Kept, words: Words) -> dict[str, Any]:
    kept = document["finding"]
    return {
        "kind": kept["kind"],
        "cause": kept["cause"] if kept["cause"] != "none_found" else "",
        "favour": words.each(kept["for"]),
        "against": words.each(kept["against"]),
        "would_change": words.each(kept["would_change_it"]),
        "family_because": words.say(kept["family_because"]),
    }


def to_look_at(document: Kept, words: Words) -> dict[str, Any]:
    """Contradictions, adverse facts, what ends a fight, junk, and remarks."""
    found = {key: words.each(document[key]) for key in ("contradictions", "adverse", "gates", "junk", "remarks")}
    return found | {"count": sum(len(each) for each in found.values())}


# -- the timeline -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime | None
    is_exact: bool
    is_about: bool
    source: str
    kind: str
    text: str
    marks: SafeString


@dataclass(frozen=True, slots=True)
class Story:
    entries: tuple[Entry, ...]
    sources: tuple[tuple[str, int], ...]
    source: str
    zoom: str
    all: int


def timeline(document: Kept, words: Words, *, case: Case, source: str, zoom: str) -> Story:
    entries = [entry(fact, words) for fact in document["timeline"]]
    sources = Counter(entry.source for entry in entries)
    middle = _middle(document, case, zoom)
    shown = [e for e in entries if source in ("", e.source) and (middle is None or (e.at and abs(e.at - middle) <= AROUND))]
    return Story(tuple(shown), tuple(sources.most_common()), source if source in sources else "", zoom, len(entries))


def entry(fact: Kept, words: Words) -> Entry:
    at = datetime.fromisoformat(fact["at"]) if fact["at"] else None
    by = fact["source"] if not fact["record"] else ""
    by = source_name(by, words.language) if by else str(html.say(f"web.origin_{fact['origin']}", words.language))
    kind = word("event", fact["kind"], words.language)
    refs = [fact["exhibit"] or fact["record"] or ""]
    return Entry(at, fact["certainty"] == "exact", fact["certainty"] == "about", by, kind, fact["text"], words.marks.html(refs))


def _middle(document: Kept, case: Case, zoom: str) -> datetime | None:
    """What a zoomed timeline is centred on; None for the whole."""
    if zoom == "denial":
        return case.denial.happened.at
    if zoom == "deal":
        deals = [f["at"] for f in document["timeline"] if f["kind"] in ("sale", "payment") and f["at"]]
        return datetime.fromisoformat(deals[0]) if deals else None
    return None


# -- the evidence -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the rule asks for."""

    kind: str
    name: str
    state: str
    icon: str
    tone: str
    need: str
    element: str
    because: list[SafeString]
    where: str
    marks: SafeString
    is_one_of: bool


def checklist(document: Kept, words: Words) -> list[Asked]:
    """What is present first to see, what is not asked last; of several of which one is enough, each says so."""
    names = elements(document["finding"]["family"], words.language)
    rows = [_asked(proof, names, words) for proof in document["evidence"]]
    return sorted(rows, key=lambda row: row.state == "not_applicable")


def _asked(proof: Kept, names: Mapping[str, str], words: Words) -> Asked:
    icon, tone = STATES[proof["state"]]
    element = str(proof["element"] or "").rpartition(".")[2]
    return Asked(
        proof["kind"],
        word("evidence", proof["kind"], words.language),
        proof["state"],
        icon,
        tone,
        proof["need"],
        names.get(element, ""),
        words.each(proof["because"]),
        where(proof["kind"], words.language) if proof["state"] == "missing" else "",
        words.marks.html(proof["exhibits"]),
        bool(proof["group"]),
    )


def summary_of(rows: Sequence[Asked]) -> tuple[int, int]:
    """(present, asked) of what is required or strong."""
    counted = [row for row in rows if row.need in ("required", "strong") and row.state != "not_applicable"]
    return sum(row.state == "present" for row in counted), len(counted)


# -- the options ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    choice: str
    name: str
    is_advised: bool
    is_chosen: bool
    because: list[SafeString]
    chance: SafeString | None
    bar: SafeString
    worth: SafeString


def options(document: Kept, case: Case, words: Words) -> dict[str, Any]:
    decision = document["decision"]
    currency = case.denial.amount.currency
    ends = [end for option in decision["options"] for end in (option["low"], option["high"]) if end is not None]
    scale = (min([0, *ends]), max([0, *ends]))
    rows = [_course(option, decision, scale, currency, words) for option in decision["options"]]
    known = {row.choice for row in rows}
    return {
        "rows": rows,
        "others": [(choice, word("choice", choice, words.language)) for choice in Choice if choice not in known],
        "ranked": decision["ranked"],
        "because": words.each(decision["because"]),
        "chosen_by_owner": decision["chosen_by_owner"],
        "advised": word("choice", decision["advised"], words.language),
        "worst": Money(scale[0], currency),
        "best": Money(scale[1], currency),
    }


def _course(option: Kept, decision: Kept, scale: tuple[int, int], currency: str, words: Words) -> Course:
    low, high, chance = option["low"], option["high"], option["chance"]
    worth, bar = html.say("web.worth_unknown", words.language), html.html("")
    if low is not None and high is not None:
        worth = worth_in_words(Money(low, currency), Money(high, currency), words.language)
        bar = range_bar(low, high, worst=scale[0], best=scale[1], said=_bare(worth))
    return Course(
        option["choice"],
        word("choice", option["choice"], words.language),
        option["choice"] == decision["advised"],
        option["choice"] == decision["choice"],
        words.each(option["because"]),
        _chance(chance, words.language) if chance else None,
        bar,
        worth,
    )


def worth_in_words(low: Money, high: Money, language: Language) -> SafeString:
    """An exact sum, or a range."""
    if low == high:
        return html.say("web.worth_exact", language, sum=low)
    return html.say("web.worth_range", language, low=low, high=high)


def _chance(chance: Kept, language: Language) -> SafeString:
    low, high = round(chance["low"] * 100), round(chance["high"] * 100)
    if (low, high) == (0, 100):
        return html.say("web.chance_unknown", language)
    if not chance["n"]:
        return html.say("web.chance_start", language, range=f"{low}–{high}%")
    return html.say("web.chance", language, range=f"{low}–{high}%", verdicts=chance["n"])


def _bare(text: SafeString) -> str:
    """Words without elements, for what is read aloud."""
    return strip_tags(text).replace("\u00a0", " ").replace("&nbsp;", " ")


# -- the letter -------------------------------------------------------------------------------------------------------------


def letter(document: Kept, words: Words) -> dict[str, Any] | None:
    """The paper's text in its own language, each sentence with what it leans on."""
    paper = document.get("paper")
    if not paper:
        return None
    language = Language(paper["language"])

    def text(runs: Sequence[Any]) -> SafeString:
        return html.html("".join(_run(run, language, words) for run in runs))

    return {
        "what": paper["what"],
        "language": language,
        "direction": "rtl" if language is Language.HE else "ltr",
        "to": paper["to"],
        "subject": text(paper["subject"]),
        "parts": [text(part) for part in paper["parts"]],
        "elements": [{"name": e["name"], "lines": [text(line) for line in e["lines"]]} for e in paper.get("elements", ())],
        "options": [text(option) for option in paper.get("options", ())],
        "after": [text(part) for part in paper["after"]],
        "exhibits": len(paper["exhibits"]),
    }


def _run(run: Any, language: Language, words: Words) -> str:
    match run:
        case str():
            return html.text(run)
        case {"cite": str(ref)}:
            return words.marks.html([ref])
        case {"foreign": str(text)}:
            return html.isolate(text, ltr=False)
        case {"token": str(text)}:
            return html.isolate(text)
        case Money():
            return html.money(run, language)
        case datetime():
            return html.moment(run, language, run.tzinfo or words.zone)
        case _:
            return html.day(run, language)


# -- the rail ---------------------------------------------------------------------------------------------------------------


def clock(document: Kept, case: Case, words: Words, *, now: datetime) -> dict[str, Any]:
    kept = document["clock"]
    due = due_in(kept)
    cut_off = datetime.fromisoformat(kept["cut_off"]) if kept["cut_off"] else None
    left = time_left(due, now, words.language) if due else html.html("")
    started = case.denial.happened.at
    bar = clock_bar(started, now, due, cut_off=cut_off, said=_bare(left)) if due and started < due else html.html("")
    return {
        "due": due,
        "left": left,
        "bar": bar,
        "cut_off": cut_off,
        "basis": kept["basis"],
        "is_urgent": due is not None and now < due and due - now < timedelta(days=1),
        "is_over": due is not None and due <= now,
        "because": words.each(kept["because"]),
        "first_steps": words.each(kept["first_steps"]),
        "start": started,
    }


def due_in(kept: Kept) -> datetime | None:
    return datetime.fromisoformat(kept["due"]) if kept["due"] else None


def what_approving_does(document: Kept, case: Case, words: Words) -> dict[str, Any]:
    """What the bar at the foot says: the course, the sum, the receiver, and that nothing is sent yet."""
    choice = document["decision"]["choice"]
    paper = document.get("paper")
    return {
        "choice": word("choice", choice, words.language),
        "amount": case.denial.amount,
        "to": paper["to"] if paper else "",
        "exhibits": len(paper["exhibits"]) if paper else 0,
        "is_packet": choice in set(MAKES_A_PACKET),
        "is_refund": choice in (Choice.REFUND, Choice.PARTIAL_REFUND),
        "why_not": words.say(document["why_not"]) if document["why_not"] else None,
        "notes": words.each(document["notes"]),
    }
