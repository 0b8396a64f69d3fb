"""Insights: ratios against the schemes' thresholds, why denials happen, what came of them, and the money."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from yosher.desk.insights import insights
from yosher.desk.ports import DeskRefused
from yosher.kernel.when import YEARS
from yosher.kernel.words import Language, Network
from yosher.packets.identification import network_name
from yosher.phrases.catalogue import word
from yosher.web import html
from yosher.web.charts import bars, ratio_chart
from yosher.web.here import Here
from yosher.web.page import show

Document = Mapping[str, Any]
MOST_ASKED = 40  # characters of what stands in an address


@require_GET
def show_insights(request: Any) -> HttpResponse:
    here: Here = request.here
    asked = {name: request.GET.get(name, "")[:MOST_ASKED].strip() for name in ("from", "to", "currency")}
    first, last, currency = _day(asked["from"]), _day(asked["to"]), asked["currency"].upper() or None
    troubles = [
        html.say("web.no_day_asked", here.language, text=asked[name])
        for name, day in (("from", first), ("to", last))
        if asked[name] and day is None
    ]
    document: Any
    try:
        document = insights(desk=here.desk, language=here.language, first=first, last=last, currency=currency)
    except DeskRefused as refused:
        troubles.append(html.said(refused.reason, here.language))
        currency, document = None, insights(desk=here.desk, language=here.language)
    context = {
        "document": document,
        "troubles": troubles,
        "programmes": [_programme(one, here.language) for one in document["monitoring"] if one["applies"]],
        "causes": bars([(c["name"], c["n"]) for c in document["causes"]["causes"]], here.language),
        "families": bars([(c["name"], c["n"]) for c in document["causes"]["families"]], here.language),
        "outcomes": [_outcome(row, here.language) for row in document["outcomes"]["by_family"]],
        "all": _outcome(document["outcomes"]["all"], here.language),
        "money": [_money(row, here.language) for row in document["money"]],
        "currency": currency or "",
    }
    return show(request, "insights.html", context, place="insights")


def _day(text: str) -> date | None:
    """A day as the browser writes it."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    return read if read.year in YEARS else None


def _programme(one: Document, language: Language) -> dict[str, Any]:
    return {
        "name": one["programme"],
        "network": network_name(Network(one["network"]), ""),
        "chart": ratio_chart(one["months"]),
        "months": [_month(month, language) for month in one["months"]],
        "how": [reason["text"] for reason in one["how"]],
        "moves": [reason["text"] for reason in one["moves"]],
        "missing": [reason["text"] for reason in (one["months"][-1]["missing"] if one["months"] else ())],
    }


def _month(month: Document, language: Language) -> dict[str, Any]:
    return {
        "month": month["month"],
        "complete": month["complete"],
        "n": month["n"],
        "ratio": _ratio(month, language),
        "thresholds": [_threshold(near, language) for near in month["thresholds"]],
    }


def _ratio(month: Document, language: Language) -> SafeString:
    if month["ratio"] is not None:
        return html.isolate(f"{month['ratio']:.2%}")
    if month["ratio_low"] is None:
        return html.say("insights.unknown", language)
    if month["ratio_high"] is None:
        return html.say("insights.at_least", language, share=f"{month['ratio_low']:.2%}")
    return html.isolate(f"{month['ratio_low']:.2%} – {month['ratio_high']:.2%}")


def _threshold(near: Document, language: Language) -> SafeString:
    """The limit and how many further events lead there."""
    limit: str = f"{near['ratio']:.2%}"
    if near["count"]:
        limit = str(html.say("insights.share_and_count", language, share=limit, count=near["count"]))
    shown = html.html(limit) if near["count"] else html.isolate(limit)
    further = near["further"]
    if near["reached"]:
        return html.say("insights.reached", language, limit=shown)
    if near["reached"] is None and not further["low"]:
        return html.say("insights.not_sure", language, limit=shown)
    if further["high"] is None or further["low"] == further["high"]:
        code = "insights.left_at_least" if further["high"] is None else "insights.left"
        return html.say(code, language, limit=shown, count=f"{further['low']:,}")
    return html.say("insights.left", language, limit=shown, count=f"{further['low']:,} – {further['high']:,}")


def _outcome(row: Document, language: Language) -> dict[str, Any]:
    won = row["won_of_decided"]
    share = html.say("web.no_share", language) if won["share"] is None else html.isolate(f"{won['low']:.0%}–{won['high']:.0%}")
    name = row.get("name") or (word("claim_family", row["key"], language) if row.get("key") else "")
    return {"name": name, "n": row["n"], "answered": row["answered"], "won": won["n"], "of": won["of"], "range": share, "open": row["open"]}


def _money(row: Document, language: Language) -> dict[str, Any]:
    low, high = (html.money_of(row["net"][end], language) for end in ("low", "high"))
    return {
        "currency": row["currency"],
        "n": row["n"],
        "sums": [(f"web.money_{key}", html.money_of(row[key], language)) for key in ("disputed", "open", "lost", "refunded", "recovered")],
        "net": low if low == high else html.html(f"{low} – {high}"),
        "complete": row["complete"],
        "missing": [reason["text"] for reason in row["missing"]],
        "fees_unknown": row["fees_unknown"],
    }
