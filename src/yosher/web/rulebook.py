"""The rulebook as pages: every reason code with what wins it, the days that run, and where the sources disagree."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from yosher.kernel.words import ClaimFamily, Language, Network
from yosher.packets.identification import network_name
from yosher.phrases.catalogue import word
from yosher.rulebook.lookup import rule_for, rules
from yosher.rulebook.model import Rule
from yosher.rulebook.show import row, whole
from yosher.web import html
from yosher.web.page import show

Document = Mapping[str, Any]
DAYS = ("cardholder_days", "outer_cap_days", "wait_days", "acquirer_days")
MOST_LETTERS = 80  # of a search or a code in an address


@require_GET
def list_rules(request: Any) -> HttpResponse:
    """All records of a network, or those in which what was typed occurs."""
    wanted = request.GET.get("network", "")
    typed = request.GET.get("q", "")[:MOST_LETTERS].strip().lower()
    found = [row(rule) | {"family": rule.family.value} for rule in rules() if wanted in ("", rule.network) and typed in _sought(rule)]
    context = {
        "rows": [
            r | {"name_of_network": network_name(Network(str(r["network"])), ""), "about": _about(r, request.language)} for r in found
        ],
        "networks": sorted({(rule.network.value, network_name(rule.network, "")) for rule in rules()}),
        "network": wanted,
        "query": typed,
        "all": len(rules()),
    }
    return show(request, "rules.html", context, place="rulebook")


def _sought(rule: Rule) -> str:
    """The words by which a record is found, in either language."""
    families = (word("claim_family", rule.family, language) for language in Language)
    return " ".join((rule.code, rule.sub or "", rule.official_name, rule.category, *families)).lower()


def _about(document: Document, language: Language) -> str:
    """What a code is about, in the reader's words beside the scheme's own title: the claim, else the category."""
    family = ClaimFamily(document["family"])
    known = family is not ClaimFamily.UNKNOWN
    return word("claim_family", family, language) if known else str(html.say(f"terminal.category_{document['category']}", language))


@require_GET
def show_rule(request: Any, network: str, code: str) -> HttpResponse:
    """One record in full. A code that is not listed gets the cautious rule, and says so."""
    if network not in set(Network) or len(code) > MOST_LETTERS:
        raise Http404
    language: Language = request.language
    sub, processor = request.GET.get("sub") or None, request.GET.get("processor") or None
    document: Document = whole(rule_for(Network(network), code, sub=sub, processor=processor), processor=processor)
    context = {
        "rule": document,
        "name_of_network": network_name(Network(network), "") if network != Network.OTHER else "",
        "about": _about(document, language),
        "needs": _needs(document, language),
        "days": [(f"terminal.{key}", _days(document[key], language)) for key in DAYS],
        "windows": [_window(window, language) for window in document["windows"]],
        "fees": [_fee(fee, language) for fee in document["fees"]],
        "limits": [_limit(limit, language) for limit in document["limits"]],
        "conflicts": document["conflicts"],
        "notes": [note for note in str(document["notes"]).split("; ") if note],
    }
    return show(request, "rule.html", context, place="rulebook")


def _needs(document: Document, language: Language) -> list[tuple[str, bool, list[str]]]:
    """What wins the case, by need; papers of which one is enough stand together."""
    lists: dict[tuple[str, str], list[str]] = {}
    for need in document["needs"]:
        lists.setdefault((need["level"], need["group"] or ""), []).append(word("evidence", need["evidence"], language))
    return [(f"terminal.rule_need_{level}", bool(group) and len(kinds) > 1, kinds) for (level, group), kinds in lists.items()]


def _days(days: Document | None, language: Language) -> SafeString:
    """Not known is said, never 0."""
    if days is None:
        return html.say("web.not_known", language)
    if days.get("calendar"):
        return html.say("terminal.business_days", language, days=days["count"], calendar=days["calendar"])
    return html.say("web.days", language, n=days["count"])


def _window(window: Document, language: Language) -> tuple[SafeString, SafeString]:
    by = html.text(word("receiver", window["processor"], language)) if window["processor"] else html.say("web.the_scheme", language)
    phase = f", {word('phase', window['phase'], language)}" if window["phase"] else ""
    days = (
        _days(window["days"], language)
        if window["days"] or not window["hours"]
        else html.say("terminal.hours", language, hours=window["hours"])
    )
    return html.html(f"{by}{html.text(phase)}"), days


def _fee(fee: Document, language: Language) -> tuple[str, SafeString, str]:
    if fee["share"] is not None:
        amount = html.isolate(f"{fee['share']:.0%}")
    elif fee["low"] is None and fee["high"] is None:
        amount = html.say("terminal.amount_not_known", language)
    else:
        ends = [html.money_of(end, language) for end in (fee["low"], fee["high"]) if end]
        amount = ends[0] if len(set(ends)) == 1 else html.html(" – ".join(ends))
    return word("receiver", fee["processor"], language), amount, str(fee["when_charged"])


def _limit(limit: Document, language: Language) -> tuple[str, SafeString]:
    value = ", ".join(limit["formats"]) if limit["formats"] else "–" if limit["value"] is None else f"{limit['value']:,}"
    return str(limit["subject"]), html.say(f"terminal.limit_{limit['kind']}", language, value=value)
