"""Which of a code's records is meant: by day, place, phase, sub-reason and claim."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from yosher.kernel.words import ClaimFamily, Phase
from yosher.rulebook.records import Row, holds_in, in_force, source_of, words

_ASKING = (Phase.INQUIRY, Phase.RETRIEVAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a denial beside its network and code."""

    sub: str | None = None
    on: date | None = None
    place: str | None = None
    phase: Phase | None = None
    family: ClaimFamily | None = None


def chosen(rows: tuple[Row, ...], asked: Asked) -> tuple[Row, ...]:
    """One record, or several where the code as written names several and nothing tells them apart."""
    fitting = _those(rows, lambda row: in_force(source_of(row), asked.on))
    fitting = _those(fitting, lambda row: holds_in(row["region"], asked.place))
    fitting = _those(fitting, lambda row: _is_of_phase(row, asked.phase))
    if asked.sub:
        wanted = asked.sub.strip().lower().replace(" ", "_")
        fitting = _those(fitting, lambda row: row["sub_reason"] == wanted)
        if len(fitting) == 1:
            return fitting
    elif asked.family is not None and len(fitting) > 1 and (one := _of_claim(fitting, asked.family)):
        return (one,)
    return _plain(fitting)


def is_open(rows: tuple[Row, ...], found: tuple[Row, ...]) -> bool:
    """A code whose sub-reasons are of several claim families, and nothing that chose: none of them is meant more than another."""
    families = {row["family"] for row in rows if row["sub_reason"] not in ("", "umbrella")}
    return len(families) > 1 and found[0]["sub_reason"] in ("", "umbrella")


def _of_claim(rows: tuple[Row, ...], family: ClaimFamily) -> Row | None:
    """The only sub-reason of the claim's family, or the one that the file calls its plainest.

    A sub-reason for certain goods alone (a cash machine, a timeshare) is not meant by the claim's words alone.
    """
    same = [row for row in rows if row["family"] == family and row["sub_reason"] != "umbrella" and not row["for_goods"]]
    plain = [row for row in same if row["plain"]] if len(same) > 1 else same
    return plain[0] if len(plain) == 1 else None


def _plain(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The umbrella record; else all that bear the code as their own; else all that bear it as another name."""
    umbrella = tuple(row for row in rows if row["sub_reason"] == "umbrella")
    if umbrella:
        return umbrella[:1]
    return rows[:1] if rows[0]["code"] != rows[-1]["code"] and _is_own(rows) else rows


def _is_own(rows: tuple[Row, ...]) -> bool:
    """Whether the first record bears the code itself, and the others only as another name."""
    return all(rows[0]["code"] in words(row["aliases"]) for row in rows[1:])


def _is_of_phase(row: Row, phase: Phase | None) -> bool:
    """Visa 30 is a request for documents in a retrieval, and a dead reason code elsewhere."""
    return phase is None or (row["status"] == "inquiry") == (phase in _ASKING)


def _those(rows: tuple[Row, ...], fits: Callable[[Row], bool]) -> tuple[Row, ...]:
    """Those that fit; all of them where none does, since a known code out of its time or place is still that code."""
    return tuple(row for row in rows if fits(row)) or rows
