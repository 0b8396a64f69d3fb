"""Times to answer: the scheme's, the processors' own, and which of them apply to a denial."""

import re
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.kernel.when import BusinessDays, CalendarDays
from yosher.kernel.words import Network, Phase
from yosher.rulebook.model import Rule, Source, Window
from yosher.rulebook.records import Row, number, source_of, table

_HOURS = re.compile(r"(\d+)h")
# Phases in which the money question of the first denial is answered: the windows of a reason code are meant for these.
FIRST_ANSWER = (Phase.FIRST_CHARGEBACK, Phase.REPRESENTMENT)


def windows_in(row: Row, source: Source) -> tuple[Window, ...]:
    """The windows that a reason code's own record names: `adyen:18;checkout:20`, `adyen:14d/7d/96h` (the shortest counts)."""
    network = Network(row["network"])
    found = []
    for part in filter(None, row["psp_days_seen"].split(";")):
        processor, _, text = part.partition(":")
        days, hours = _shortest(text)
        found.append(Window(RuleId(f"{network}:{row['code']}@{processor}"), processor, network, _phase_of(row), None, source, days, hours))
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
        )
        for row in table("windows")
    )


def windows_for(rule: Rule, *, processor: str | None, phase: Phase | None, place: str | None) -> tuple[Window, ...]:
    """The windows that apply. With a known processor: its own and the scheme's. With an unknown one: the code's own record with every
    processor seen for it, and the scheme's. Windows of another named processor or country never apply.
    """
    named = (None, processor)
    general = [
        w
        for w in all_windows()
        if w.network in (None, rule.network) and w.processor in named and _fits(w, phase, place) and (w.network or w.processor)
    ]
    own = [w for w in rule.psp_windows if (processor is None or w.processor == processor) and _fits(w, phase, place)]
    return (*own, *_of_scheme(rule, phase), *general)


def shortest(windows: tuple[Window, ...]) -> Window | None:
    """The window that ends first."""
    return min((w for w in windows if hours_of(w) is not None), key=lambda w: (hours_of(w) or 0, w.id), default=None)


def hours_of(window: Window) -> int | None:
    """Length in hours for comparing: business days count as calendar days, the shortest that they can be."""
    if window.hours is not None:
        return window.hours
    match window.days:
        case CalendarDays(count) | BusinessDays(count, _):
            return count * 24
        case None:
            return None


def _of_scheme(rule: Rule, phase: Phase | None) -> list[Window]:
    if rule.acquirer_days is None or (phase is not None and phase not in FIRST_ANSWER and rule.status != "inquiry"):
        return []
    return [Window(rule.id, None, rule.network, None, None, rule.source, rule.acquirer_days)]


def _fits(window: Window, phase: Phase | None, place: str | None) -> bool:
    in_phase = window.phase is None or phase is None or window.phase is phase or (phase in FIRST_ANSWER and window.phase in FIRST_ANSWER)
    in_place = window.place is None or (place is not None and place.split("-")[0] == window.place)
    return in_phase and in_place


def _phase_of(row: Row) -> Phase | None:
    if row["status"] == "inquiry":
        return None
    return Phase.FIRST_CHARGEBACK


def _shortest(text: str) -> tuple[CalendarDays | None, int | None]:
    if hours := _HOURS.findall(text):
        return None, min(int(h) for h in hours)
    return CalendarDays(min(int(d) for d in re.findall(r"\d+", text))), None
