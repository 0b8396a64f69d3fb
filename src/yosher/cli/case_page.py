"""A case as a person reads it: where it stands, what is claimed, what came in, what there is, and who did what."""

from collections.abc import Mapping
from typing import Any

from yosher.bootstrap.home import language_of_reader
from yosher.cases.match import MADE_UP
from yosher.cli.hints import told
from yosher.cli.shown import NONE, cell, label, line, listed, network, on, table, term, when
from yosher.desk.remind import reminder_of
from yosher.kernel.money import Money
from yosher.kernel.reason import Value
from yosher.packets.identification import source_name
from yosher.people.model import OWNER
from yosher.phrases.say import say

Document = Mapping[str, Any]


def show_case(document: Document) -> None:
    _head(document)
    listed(label("terminal.remarks"), [told(remark) for remark in document["remarks"]])
    _messages(document["denials"])
    _facts(document["facts"])
    _papers(document["exhibits"])
    _log(document["events"])
    if answer := document["answer"]:
        choice, kind = f"choice:{answer['decision']['choice']}", f"finding:{answer['finding']['kind']}"
        line(label("terminal.last_answer", choice=choice, kind=kind, case=document["case"]), style="bold")


def _head(document: Document) -> None:
    denial = document["denial"]
    line(label("terminal.case_head", case=document["case"], state=f"case_state:{document['state']}"), style="bold")
    if due := document["due"] or denial["due"]:
        line(label("terminal.due", due=when(due)))
    phase = f"phase:{document['phase']}"
    values: dict[str, Value] = {
        "amount": _money(denial["amount"]),
        "network": network(denial["network"], denial["network_raw"]) or label("terminal.network_unknown"),
        "phase": phase,
    }
    if denial["code"]:
        line(label("terminal.disputed_code", code=denial["code"], **values))
    else:
        line(label("terminal.disputed", **values))
    if denial["claim"]:
        line(label("terminal.in_their_words", claim=denial["claim"]))
    for key in ("refunded", "recovered"):
        if document[key]:
            line(label(f"terminal.{key}", amount=_money(document[key])))
    if document["assigned"]:
        line(label("terminal.assigned", person=document["assigned"]))
    if document["on_hold"]:
        line(label("terminal.on_hold"))


def _money(value: Document) -> Money:
    return Money(int(value["minor"]), str(value["currency"]))


def _messages(denials: list[Document]) -> None:
    line()
    line(label("terminal.messages"), style="bold")
    rows = [[on(d["happened"]), _says(d), cell(d["amount"]), _source(d["source"]), _ref(d["ref"]), _signed(d)] for d in denials]
    table(("terminal.when", "terminal.what", "terminal.amount", "terminal.source", "terminal.ref", ""), rows, fixed=(0, 2))


def _says(denial: Document) -> str:
    return label(f"terminal.says_{denial['says']}")


def _source(source: str) -> str:
    return source_name(source, language_of_reader())


def _ref(ref: str) -> str:
    """The number that the source gave; none where Yosher made one up."""
    return NONE if ref.startswith(MADE_UP) else ref


def _signed(denial: Document) -> str:
    if denial["source"] in ("manual", "csv"):
        return NONE
    return label("terminal.signed" if denial["confirmed"] else "terminal.unsigned")


def _facts(facts: list[Document]) -> None:
    if facts:
        line()
        line(label("terminal.facts"), style="bold")
        rows = [[on(fact["at"]), term("event", fact["kind"]), fact["text"], _source(fact["source"])] for fact in facts]
        table(("terminal.when", "terminal.what", "", "terminal.source"), rows, fixed=(0,))


def _papers(exhibits: list[Document]) -> None:
    in_use, taken_out = [x for x in exhibits if not x["withdrawn"]], [x for x in exhibits if x["withdrawn"]]
    if in_use:
        line()
        line(label("terminal.exhibits"), style="bold")
        heads = ("terminal.kind", "terminal.name", "terminal.readable", "terminal.lawful")
        table(heads, [[term("evidence", x["kind"]), x["name"] or x["shows"], *_usable(x)] for x in in_use])
    if taken_out:
        line()
        line(label("terminal.taken_out"), style="bold")
        table(("terminal.when", "terminal.who", "terminal.kind", "terminal.name", ""), [_taken_out(x) for x in taken_out], fixed=(0,))


def _taken_out(exhibit: Document) -> list[str]:
    told = exhibit["withdrawn"]
    by = label("terminal.actor_owner") if told["by"] == OWNER else str(told["by"])
    return [on(told["at"]), by, term("evidence", exhibit["kind"]), exhibit["name"] or exhibit["shows"], told["because"]]


def _usable(exhibit: Document) -> tuple[str, str]:
    return label(f"terminal.readable_{exhibit['readable']}"), label(f"terminal.lawful_{exhibit['lawful']}")


def _log(events: list[Document]) -> None:
    line()
    line(label("terminal.log"), style="bold")
    rows = [[_time(event), label(f"terminal.act_{event['act']}"), _who(event["actor"]), _detail(event)] for event in events]
    table(("terminal.when", "terminal.what", "terminal.who", ""), rows, fixed=(0,))


def _time(event: Document) -> str:
    return when(event["happened"]) if event["certainty"] == "exact" else on(event["happened"])


def _who(actor: Document) -> str:
    if actor["kind"] == "witness":
        return label("terminal.actor_customer")
    return label("terminal.actor_owner") if actor["ref"] == "owner" else str(actor["ref"])


def _sending(body: Document) -> str:
    """Through what it left; of a case that came here later, who says so."""
    return label("web.sent_before_us", file=body["file"], row=body["row"]) if body.get("taken_over") else str(body["channel"])


def _because(body: Document) -> str:
    return f": {body['because']}" if body.get("because") else ""


def _detail(event: Document) -> str:
    """The one thing of an event's body that a person looks for."""
    body = event["body"]
    match event["act"]:
        case "answered" | "chosen" | "approved":
            return term("choice", body["choice"]) + _because(body)
        case "sent" | "written_to_customer":
            return _sending(body)
        case "refunded":
            return cell({"minor": body["minor"], "currency": body["currency"]})
        case "exhibit_added" | "exhibit_kind_changed" | "exhibit_shared" | "exhibit_unshared" | "exhibit_withdrawn" | "exhibit_restored":
            return term("evidence", body["kind"]) + _because(body)
        case "note" | "held" | "assigned":
            return str(body[{"note": "text", "held": "because", "assigned": "person"}[event["act"]]])
        case "reminded":
            return say(reminder_of(body), language_of_reader())
        case _:
            return ""
