"""Builders for the evidence room's tests: rules with the rulebook's needs (copied into needs.csv), and a whole rebuild in one call."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import given
from yosher.cases.model import CustomerRef, Goods, Told, Transaction
from yosher.evidence.facts import told
from yosher.evidence.model import Fact, Gathered, Proof, Timeline
from yosher.evidence.timeline import rebuild
from yosher.kernel.ids import RuleId
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty
from yosher.kernel.words import ClaimFamily, Confidence, GoodsKind, NeedLevel, Network
from yosher.rulebook.model import LegalAmount, Need, Rule, Source

SOURCE = Source("a test", Confidence.MEDIUM, date(2026, 11, 22))
ILS = "ILS"


@cache
def _needs() -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    with (Path(__file__).parent / "needs.csv").open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened):
            found.setdefault((row["network"], row["code"]), []).append(row)
    return found


@cache
def rule(code: str = "13.1", network: str = "visa", **changes: Any) -> Rule:
    rows = _needs().get((network, code), [])
    needs = tuple(
        Need(
            RuleId(f"need:{network}:{code}:{row['evidence']}"),
            row["evidence"],
            NeedLevel(row["need"]),
            ClaimFamily(row["claim_family"]),
            row["because"],
            () if row["goods"] == "*" else tuple(row["goods"].split(";")),
            SOURCE,
            row["alternative_group"] or None,
            int(row["group_min"] or 0),
        )
        for row in rows
    )
    plain: dict[str, Any] = {
        "id": RuleId(f"{network}:{code}"),
        "network": Network(network),
        "code": code,
        "sub": None,
        "official_name": code,
        "status": "active",
        "category": "consumer",
        "family": ClaimFamily(rows[0]["claim_family"]) if rows else ClaimFamily.UNKNOWN,
        "semantic_reason": "",
        "listed": bool(rows),
        "source": SOURCE,
        "needs": needs,
    }
    return Rule(**(plain | changes))


RIGHTS = (
    LegalAmount(RuleId("il:14"), "IL", "cancellation_days", "14", "calendar_days", "receipt", None, SOURCE),
    LegalAmount(RuleId("il:4m"), "IL", "cancellation_months_protected", "4", "months", "receipt", None, SOURCE),
    LegalAmount(RuleId("il:2"), "IL", "cancellation_before_service_days", "2", "non_rest_days", "service", None, SOURCE),
    LegalAmount(RuleId("il:7"), "IL", "cancellation_before_tourism_days", "7", "business_days", "stay", None, SOURCE),
)


def event(kind: str, when: str | None, text: str = "", source: str = "") -> Fact:
    """An entry of a form's `events:`, as the room makes a fact of it."""
    moment = given.at(when) if when else None
    return told([Told(kind, moment, text, source, certainty=moment.certainty if moment else Certainty.UNKNOWN)])[0]


def sold(**changes: Any) -> Any:
    """A denial of an order A-77 of 1,250.00 ILS, bought on 2026-09-30 on the web, denied on 2026-11-02."""
    goods = {"kind": GoodsKind.PHYSICAL, "sold_by": "web"} | changes.pop("goods", {})
    payment = {"id": "A-77", "at": given.at("2026-09-30"), "card_present": False} | changes.pop("transaction", {})
    customer = {"ref": "c-12", "email": "dana@example.com", "name": "Dana Levi"} | changes.pop("customer", {})
    return given.denial(
        **({"place": "IL"} | changes), goods=Goods(**goods), transaction=Transaction(**payment), customer=CustomerRef(**customer)
    )


def build(
    code: str = "13.1", *parts: Any, rights: Any = (), network: str = "visa", the_rule: Rule | None = None, **changes: Any
) -> Timeline:
    """A timeline out of facts, exhibits and records in any order; `changes` are of the denial."""
    kinds: dict[str, list[Any]] = {"Fact": [], "Exhibit": [], "Record": []}
    history = changes.pop("history", ())
    for part in parts:
        kinds[type(part).__name__].append(part)
    gathered = Gathered(tuple(kinds["Fact"]), tuple(kinds["Exhibit"]), tuple(kinds["Record"]), tuple(history))
    denial = sold(**({"code": code} | changes))
    return rebuild(denial, gathered, the_rule or rule(code, network), now=given.NOW, organisation=given.organisation(), rights=rights)


def proof(timeline: Timeline, kind: str) -> Proof:
    return next(proof for proof in timeline.proofs if proof.kind == kind)


def state(timeline: Timeline, kind: str) -> str:
    return str(proof(timeline, kind).state)


def checks(timeline: Timeline) -> set[str]:
    return {found.check for found in timeline.contradictions}


def gates(timeline: Timeline) -> dict[str, int | None]:
    return {gate.code: gate.sum_minor for gate in timeline.gates}


def ils(major: int) -> Money:
    return Money(major * 100, ILS)


# Rows of the business's records about order A-77.
def payment_row(**values: Any) -> Any:
    plain = {"id": "A-77", "account": "c-12", "pm": "pm-1", "amount": 125000, "currency": ILS, "order": "A-77"}
    return given.record("transactions", values.pop("when", "2026-09-30T10:00"), **(plain | values))


def order_row(**values: Any) -> Any:
    plain = {"id": "A-77", "customer": "c-12", "amount": 125000, "currency": ILS, "description": "table", "ship_to": "5 Herzl, Haifa"}
    return given.record("orders", values.pop("when", "2026-09-30T09:59"), **(plain | values))


def shipment_row(**values: Any) -> Any:
    plain = {
        "id": "s-1",
        "order": "A-77",
        "carrier": "DHL",
        "tracking": "RR123456789IL",
        "shipped_at": date(2026, 10, 2),
        "delivered_at": date(2026, 10, 5),
        "address": "Herzl 5, Haifa",
        "status": "delivered",
    }
    return given.record("shipments", None, **(plain | values))
