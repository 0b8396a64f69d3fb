"""The figures of a period as a person reads them: a table for each question, and under it how it is counted."""

from collections.abc import Iterator, Mapping
from typing import Any

from yosher.cli.shown import NONE, cell, foreign, label, line, listed, network, on, table

Document = Mapping[str, Any]
_RESULTS = ("won", "partly_won", "lost", "withdrawn", "settled", "refunded", "accepted", "expired", "closed", "open", "reversed")
_BY = ("by_family", "by_strength", "by_network", "by_course")
_CAUSES = ("findings", "causes", "families", "categories")


def show_insights(document: Document) -> None:
    line(label("insights.period", first=on(document["from"]), last=on(document["to"])), style="bold")
    line(label("insights.cases", n=document["n"]))
    _notes(document["because"])
    for programme in document["monitoring"]:
        _programme(programme)
    _causes(document["causes"])
    _outcomes(document["outcomes"], document["time_to_answer"])
    _money(document["money"])


def _programme(one: Document) -> None:
    line()
    line(f"{network(one['network'])}, {one['programme']}", style="bold")
    _notes(one["because"])
    if not one["applies"]:
        return
    listed(label("insights.how"), [reason["text"] for reason in one["how"]])
    if one["months"]:
        heads = ("month", "events", "sales", "ratio", "excessive", "warning")
        table(tuple(f"insights.{head}" for head in heads), [list(_month(month)) for month in one["months"]], fixed=(0,))
        last = one["months"][-1]
        listed(label("insights.not_known"), [reason["text"] for reason in last["missing"]])
        _conditions(last)
    else:
        line(label("insights.nothing_counted"))
    listed(label("insights.moves"), [reason["text"] for reason in one["moves"]])
    if one["settled_before_denial"]:
        line(label("insights.settled_before", n=one["settled_before_denial"]))


def _month(month: Document) -> Iterator[str]:
    yield month["month"] if month["complete"] else label("insights.runs", month=month["month"])
    yield str(month["n"])
    yield _span(month["sales"])
    yield _ratio(month)
    for level in ("excessive", "warning"):
        yield next((_threshold(near) for near in month["thresholds"] if near["level"] == level), NONE)


def _ratio(month: Document) -> str:
    """Exact, or between the ends that are known."""
    if month["ratio"] is not None:
        return _percent(month["ratio"], 2)
    if month["ratio_low"] is None:
        return label("insights.unknown")
    if month["ratio_high"] is None:
        return label("insights.at_least", share=_percent(month["ratio_low"], 2))
    return foreign(f"{_percent(month['ratio_low'], 2)} – {_percent(month['ratio_high'], 2)}")


def _threshold(near: Document) -> str:
    """The limit and how many further events lead there."""
    limit = _percent(near["ratio"], 2)
    if near["count"]:
        limit = label("insights.share_and_count", share=limit, count=near["count"])
    if near["reached"]:
        return label("insights.reached", limit=limit)
    further = near["further"]
    if near["reached"] is None and not further["low"]:
        return label("insights.not_sure", limit=limit)
    if further["high"] is None:
        return label("insights.left_at_least", limit=limit, count=further["low"])
    return label("insights.left", limit=limit, count=_span(further))


def _conditions(month: Document) -> None:
    words = {True: "insights.met", False: "insights.not_met", None: "insights.unknown"}
    rows = [
        [label(f"insights.{one['parameter']}"), _figure(one["limit"]), _figure(one["value"]), label(words[one["met"]])]
        for one in month["conditions"]
    ]
    if rows:
        table(("insights.also", "insights.limit", "insights.value", "insights.is_met"), rows)


def _figure(value: Any) -> str:
    """A sum, a count or a share; not known is a dash."""
    if isinstance(value, float):
        return _percent(value, 0)
    return f"{value:,}" if isinstance(value, int) else cell(value)


def _causes(causes: Document) -> None:
    for name in _CAUSES:
        rows = [[one["name"], one["n"], _of(one)] for one in causes[name]]
        _table((f"insights.{name}", "insights.number", "insights.share"), rows)
    rows = [[network(one["network"]) or NONE, one["code"], one["n"], _of(one)] for one in causes["codes"]]
    _table(("terminal.network", "terminal.code", "insights.number", "insights.share"), rows)


def _table(heads: tuple[str, ...], rows: list[list[Any]]) -> None:
    """With a blank line before it; nothing where there is nothing to show."""
    if rows:
        line()
        table(heads, rows)


def _of(share: Document) -> str:
    """The share with its denominator; under ten the counts alone."""
    of = label("insights.n_of", hits=share["n"], all=share["of"])
    return of if share["share"] is None else f"{of} ({_percent(share['share'], 0)})"


def _outcomes(outcomes: Document, time: Document) -> None:
    """Nothing where no case is."""
    for by in _BY:
        line()
        table(
            (f"insights.{by}", "insights.number", "insights.answered", "insights.won_of_decided", "insights.range"), _decided(outcomes, by)
        )
    ends = [name for name in _RESULTS if any(one[name] for one in (outcomes["all"], *outcomes["by_family"]))]
    table(
        ("insights.by_family", *(f"insights.end_{name}" for name in ends)), [_counts(one, ends) for one in _with_all(outcomes, "by_family")]
    )
    _notes(outcomes["because"])
    middle = NONE if time["median_days"] is None else f"{time['median_days']:g}"
    line(label("insights.time_to_answer", days=middle, hits=time["n"], all=time["of"]))


def _with_all(outcomes: Document, by: str) -> list[Document]:
    return [*outcomes[by], outcomes["all"] | {"name": label("insights.all")}]


def _decided(outcomes: Document, by: str) -> list[list[Any]]:
    return [[_name(one, by), one["n"], one["answered"], _hits(one), _range(one)] for one in _with_all(outcomes, by)]


def _name(one: Document, by: str) -> str:
    return network(one["key"]) or NONE if by == "by_network" and "key" in one else str(one["name"])


def _hits(one: Document) -> str:
    won = one["won_of_decided"]
    return label("insights.n_of", hits=won["n"], all=won["of"])


def _range(one: Document) -> str:
    won = one["won_of_decided"]
    return label("insights.too_few") if won["share"] is None else foreign(f"{_percent(won['low'], 0)} – {_percent(won['high'], 0)}")


def _counts(one: Document, ends: list[str]) -> list[Any]:
    return [one["name"], *(one[name] for name in ends)]


def _money(money: list[Document]) -> None:
    for one in money:
        line()
        line(label("insights.money_in", currency=one["currency"], cases=one["n"]), style="bold")
        names = ("disputed", "open", "withdrawn", "lost", "refunded", "recovered")
        rows = [[label(f"insights.money_{name}"), cell(one[name])] for name in names]
        rows += [[label("insights.money_fees"), _sums(fee)] for fee in one["fees"]]
        rows += [[label("insights.money_fees"), label("insights.fees_of_unknown", n=one["fees_unknown"])]] if one["fees_unknown"] else []
        rows += [[label("insights.money_net" if one["complete"] else "insights.money_net_so_far"), _sums(one["net"])]]
        table(("", ""), rows)
        _notes(one["missing"])
        _by_claim(one["by_family"])


def _by_claim(families: list[Document]) -> None:
    """What came back of each kind of claim; a fee that is not known is said beside the sum."""
    heads = ("by_family", "number", "money_disputed", "money_lost", "money_recovered", "money_fees", "money_net_so_far")
    rows = [
        [one["name"], one["n"], cell(one["disputed"]), cell(one["lost"]), cell(one["recovered"]), _fees(one), _sums(one["net"])]
        for one in families
    ]
    _table(tuple(f"insights.{head}" for head in heads), rows)


def _fees(one: Document) -> str:
    known = [_sums(fee) for fee in one["fees"]]
    unknown = [label("insights.fees_of_unknown", n=one["fees_unknown"])] if one["fees_unknown"] else []
    return "; ".join((*known, *unknown)) or label("insights.no_fees")


def _sums(span: Document) -> str:
    low, high = cell(span["low"]), cell(span["high"])
    return low if low == high else f"{low} – {high}"


def _span(span: Document | None) -> str:
    if span is None:
        return label("insights.unknown")
    return f"{span['low']:,}" if span["low"] == span["high"] else foreign(f"{span['low']:,} – {span['high']:,}")


def _percent(share: float, places: int) -> str:
    return f"{share:.{places}%}"


def _notes(reasons: list[Document]) -> None:
    for reason in reasons:
        line(reason["text"])
