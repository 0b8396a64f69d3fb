"""An answer as a person reads it: how long there is, what was found, what is advised and why, then what it rests on."""

from collections.abc import Mapping
from typing import Any

from yosher.cli.hints import told
from yosher.cli.shown import NONE, cell, foreign, label, line, listed, network, table, term, when

Document = Mapping[str, Any]


def show_answer(document: Document) -> None:
    _head(document)
    _finding(document["finding"])
    _decision(document["decision"])
    _evidence(document)
    _papers(document)


def _head(document: Document) -> None:
    rule, clock = document["rule"], document["clock"]
    code = rule["code"] or label("terminal.rule_without_code")
    name = f"  {foreign(rule['official_name'])}" if rule["official_name"] else ""
    line(
        f"{document['case']}  {foreign(network(rule['network']) or label('terminal.network_unknown'))} {foreign(code)}{name}", style="bold"
    )
    due = label("terminal.due", due=when(clock["due"])) if clock["due"] else label("terminal.no_due")
    urgent = f"  {label('terminal.emergency')}" if clock["emergency"] else ""
    line(f"{due}  ({label('terminal.basis_' + clock['basis'])}){urgent}", style="bold red" if clock["emergency"] else None)
    listed(label("terminal.clock_rests_on"), texts(clock["because"]))
    listed(label("terminal.first_steps"), texts(clock["first_steps"]))
    listed(label("terminal.remarks"), texts(document["remarks"]))


def _finding(finding: Document) -> None:
    line()
    line(label("terminal.claim", family=f"claim_family:{finding['family']}"))
    kind = label("terminal.finding", kind=f"finding:{finding['kind']}")
    cause = "" if finding["cause"] == "none_found" else f" {label('terminal.cause', cause='cause:' + finding['cause'])}"
    line(kind + cause, style="bold")
    listed(label("terminal.for"), texts(finding["for"]))
    listed(label("terminal.against"), texts(finding["against"]))
    listed(label("terminal.would_change"), texts(finding["would_change_it"]))


def _decision(decision: Document) -> None:
    line()
    values = {"choice": f"choice:{decision['choice']}", "advised": f"choice:{decision['advised']}"}
    line(label("terminal.chosen" if decision["chosen_by_owner"] else "terminal.advice", **values), style="bold")
    listed(label("terminal.because"), texts(decision["because"]))
    if not decision["ranked"]:
        line(label("terminal.not_ranked"))
    line()
    rows = [[term("choice", o["choice"]), cell(o["worth"]), _range(o), _chance(o["chance"])] for o in decision["options"]]
    table(("terminal.course", "terminal.worth", "terminal.range", "terminal.chance"), rows, fixed=(1,))
    for option in decision["options"]:
        listed(term("choice", option["choice"]), texts(option["because"]))


def _evidence(document: Document) -> None:
    line()
    rows = [
        [term("evidence", proof["kind"]), _need(proof), label(f"terminal.proof_{proof['state']}")]
        for proof in document["evidence"]
        if proof["state"] != "not_applicable"
    ]
    table(("terminal.evidence", "terminal.need", "terminal.state"), rows)
    _missing(document)
    for title, key in (
        ("terminal.contradictions", "contradictions"),
        ("terminal.adverse", "adverse"),
        ("terminal.gates", "gates"),
        ("terminal.junk", "junk"),
    ):
        listed(label(title), texts(document[key]))


def _missing(document: Document) -> None:
    """What is missing and where it is to be had; papers of which one is enough stand together."""
    groups = {proof["kind"]: proof["group"] for proof in document["evidence"] if proof["state"] == "missing"}
    lists: dict[tuple[str, str], list[str]] = {}
    for missing in document["missing"]:
        one_of = missing["code"] == "evidence.missing_one_of"
        title = "terminal.helpful" if missing["code"] == "evidence.missing_helpful" else "terminal.required"
        text = term("evidence", missing["kind"]) + (f" – {missing['where']}" if missing["where"] else "")
        lists.setdefault((title, str(groups.get(missing["kind"])) if one_of else ""), []).append(text)
    for (title, group), kinds in lists.items():
        listed(label("terminal.one_of" if group and len(kinds) > 1 else title), kinds)


def _need(proof: Document) -> str:
    """How much it is asked for; what does not apply is asked for by nobody."""
    return NONE if proof["state"] == "not_applicable" else label(f"terminal.need_{proof['need']}")


def _papers(document: Document) -> None:
    line()
    listed(label("terminal.before_sending"), texts(document["notes"]))
    for key in ("packet", "letter"):
        if document[key]:
            line(label(f"terminal.{key}", path=document[key]), style="bold")
    if document["why_not"]:
        line(told(document["why_not"]), style="bold")


def texts(reasons: list[Document]) -> list[str]:
    return [told(reason) for reason in reasons]


def _range(option: Document) -> str:
    if option["low"] is None or option["worth"] is None:
        return NONE
    currency = option["worth"]["currency"]
    low, high = (cell({"minor": option[end], "currency": currency}) for end in ("low", "high"))
    return low if low == high else f"{low} … {high}"


def _chance(chance: Document | None) -> str:
    if chance is None:
        return NONE
    return label("terminal.chance_of", low=f"{chance['low']:.0%}", high=f"{chance['high']:.0%}", verdicts=chance["n"])
