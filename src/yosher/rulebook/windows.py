"""Times to answer: the scheme's, the processors' own, and which of them apply to a denial."""

from dataclasses import replace
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.kernel.when import BusinessDays, CalendarDays, Days
from yosher.kernel.words import Confidence, Network, Phase
from yosher.rulebook.model import Rule, Source, Window
from yosher.rulebook.records import Row, number, source_of, table, words

# Phases in which the money question of the first denial is answered: the windows of a reason code are meant for these.
FIRST_ANSWER = (Phase.FIRST_CHARGEBACK, Phase.REPRESENTMENT)


def windows_in(row: Row, source: Source) -> tuple[Window, ...]:
    """The windows that a reason code's own record names: `adyen:18;checkout:20`, `adyen:14d/7d/96h` (the shortest counts)."""
    network = Network(row["network"])
    phase = None if row["status"] == "inquiry" else Phase.FIRST_CHARGEBACK
    found = []
    for part in words(row["psp_days_seen"]):
        processor, _, text = part.partition(":")
        days, hours = _shortest(text)
        found.append(Window(RuleId(f"{network}:{row['code']}@{processor}"), processor, network, phase, None, source, days, hours))
    return tuple(found)


@cache
def all_windows() -> tuple[Window, ...]:
    """The table of windows by processor, network, phase and place."""
    return tuple(
        Window(
            id=RuleId(row["id"]),
            processor=row["processor"] or None,
            network=Network(row["network"]) if row["network"] else None,
            phase=Phase(row["phase"]) if row["phase"] else None,
            place=row["place"] or None,
            source=source_of(row),
            days=CalendarDays(int(row["days"])) if row["days"] else None,
            hours=number(row["hours"]),
            codes=words(row["codes"]),
            note=row["note"],
        )
        for row in table("windows")
    )


def windows_for(rule: Rule, *, processor: str | None, phase: Phase | None, place: str | None) -> tuple[Window, ...]:
    """The windows that apply; without a phase, those of every phase.

    With a known processor: its own and the scheme's; windows of another named processor or another country never apply. With an unknown
    one, the first answer has the shortest that the code's own record has seen; a later phase, of which that record says nothing, has
    the shortest that any processor gives for the network (conflicts.csv: an early answer costs nothing, a late one loses).
    """
    named = processor.strip().lower() if processor else None
    own = [w for w in rule.psp_windows if named is None or w.processor in (None, named)]
    general = [
        w
        for w in all_windows()
        if w.network in (None, rule.network)
        and (w.processor in (None, named) or (named is None and w.network is not None and w.phase not in FIRST_ANSWER))
        and _is_of(w, rule.code)
    ]
    found = (*own, *_of_scheme(rule), *general)
    return tuple(w for w in found if _is_in_phase(w, phase) and _is_in_place(w, place))


@cache
def windows_of_network(network: Network) -> tuple[Window, ...]:
    """For a code that is not listed: of each processor, and of the scheme, the shortest first answer seen for any code of the network."""
    seen = [w for row in table("reason_codes") if row["network"] == network and _is_live(row) for w in _first_answers(row)]
    seen += [w for w in all_windows() if w.network is network and w.phase in FIRST_ANSWER and w.place is None]
    best: dict[str | None, Window] = {}
    for window in sorted(seen, key=_by_length):
        best.setdefault(window.processor, window)
    return tuple(_unsure(window) for window in best.values())


def longest_filing(rule: Rule) -> Days | None:
    """How long the other side may have had to file: the longest that any source gives. None = no limit is known, or a source has none.

    Only when even this has passed may an answer say that the denial came too late (conflicts.csv, field `cardholder_days`).
    """
    disputed = {conflict.figure for conflict in rule.conflicts if conflict.field == "cardholder_days"}
    if "none" in disputed or rule.cardholder_days is None:
        return None
    return CalendarDays(max(rule.cardholder_days.count, *(int(figure) for figure in disputed), 0))


def shortest(windows: tuple[Window, ...]) -> Window | None:
    """The window that ends first."""
    return min((w for w in windows if hours_of(w) is not None), key=_by_length, default=None)


def hours_of(window: Window) -> int | None:
    """Length in hours for comparing: business days count as calendar days, the shortest that they can be."""
    if window.hours is not None:
        return window.hours
    match window.days:
        case CalendarDays(count) | BusinessDays(count, _):
            return count * 24
        case None:
            return None


def _by_length(window: Window) -> tuple[int, str]:
    return hours_of(window) or 0, window.id


def _of_scheme(rule: Rule) -> tuple[Window, ...]:
    if rule.acquirer_days is None:
        return ()
    phase = None if rule.status == "inquiry" else Phase.FIRST_CHARGEBACK
    return (Window(rule.id, None, rule.network, phase, None, rule.source, rule.acquirer_days),)


def _is_of(window: Window, code: str) -> bool:
    """Whether a window that is bound to codes (`10.` = all that begin so) is bound to this one."""
    return not window.codes or any(code == bound or (bound.endswith(".") and code.startswith(bound)) for bound in window.codes)


def _is_in_phase(window: Window, phase: Phase | None) -> bool:
    return window.phase in (None, phase) or phase is None or (phase in FIRST_ANSWER and window.phase in FIRST_ANSWER)


def _is_in_place(window: Window, place: str | None) -> bool:
    """A country's window applies there, and to its processor's denials where the place is not known."""
    return window.place is None or place is None or place.partition("-")[0].upper() == window.place


def _is_live(row: Row) -> bool:
    return row["status"] in ("active", "program")


def _first_answers(row: Row) -> tuple[Window, ...]:
    source, days, network = source_of(row), number(row["acquirer_days"]), Network(row["network"])
    own = windows_in(row, source)
    if days is None:
        return own
    scheme = RuleId(f"{network}:{row['code']}")
    return (*own, Window(scheme, None, network, Phase.FIRST_CHARGEBACK, None, source, CalendarDays(days)))


def _unsure(window: Window) -> Window:
    """The same window for a code that the rulebook does not hold: what was seen for others may not hold for it."""
    return replace(window, source=replace(window.source, confidence=Confidence.UNVERIFIED), codes=())


def _shortest(text: str) -> tuple[CalendarDays | None, int | None]:
    """`14d/7d/96h`: the part that ends first, in days or in hours; a bare number is days."""
    parts = [part.strip() for part in text.split("/")]
    hours = [int(part.removesuffix("h")) for part in parts if part.endswith("h")]
    days = [int(part.removesuffix("d")) for part in parts if not part.endswith("h")]
    if hours and (not days or min(hours) < 24 * min(days)):
        return None, min(hours)
    return CalendarDays(min(days)), None
