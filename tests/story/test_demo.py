"""The demo along the whole road: what comes out for each denial, and that one changed fact changes it."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from story.demo_workspace import DEMO_FILES, Edit, Workspace, alter, drop, swap
from yosher.bootstrap.wire import open_desk
from yosher.cli.demo import DEMO_NOW, SHOP, demo
from yosher.customers.model import Cause, FindingKind
from yosher.kernel.words import Choice, Language, Network

TABLE = Path(__file__).with_name("demo_table.csv")
COLUMNS = (
    "file",
    "denial",
    "network",
    "code",
    "category",
    "family",
    "finding",
    "cause",
    "choice",
    "ranked",
    "paper",
    "due",
    "basis",
    "emergency",
)


def _golden() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GOLDEN = _golden()


def as_row(case: dict[str, Any]) -> dict[str, str]:
    """A case of the demo's document as a line of the table."""
    paper = "packet" if case["packet"] else "letter" if case["letter"] else "none"
    values = case | {"paper": paper}
    return {name: "" if values[name] is None else str(values[name]) for name in COLUMNS}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="module")
def document(home: Path) -> dict[str, Any]:
    """The demo run once, as `yosher demo --json` does it."""
    with pytest.MonkeyPatch.context() as patched:
        said: list[str] = []
        patched.setattr("sys.stdout.write", said.append)
        with pytest.raises(typer.Exit) as ended:
            demo(as_json=True, home=str(home), now=None, org=None, person=None, language=None, no_serve=True)
    assert ended.value.exit_code == 0
    shown: dict[str, Any] = json.loads("".join(said))
    return shown


def test_each_denial_of_the_demo_comes_out_as_the_table_says(document: dict[str, Any]) -> None:
    assert [as_row(case) for case in document["cases"]] == GOLDEN


def test_what_the_table_promises_lies_in_the_home(document: dict[str, Any], home: Path) -> None:
    for case in document["cases"]:
        for paper in (case["packet"], case["letter"]):
            assert paper is None or (Path(paper).is_relative_to(home) and Path(paper).stat().st_size > 1000)


def test_nothing_of_the_demo_is_refused(document: dict[str, Any], home: Path) -> None:
    with open_desk(home=str(home), now=DEMO_NOW, org=SHOP.id, person=None) as wired:
        for path in sorted((DEMO_FILES / "history").glob("*.csv")):
            again = wired.loader.load(SHOP.id, str(path))
            assert (again.new, list(again.refused)) == (0, []), path.name
    assert {case["file"] for case in document["cases"]} == {path.name for path in (DEMO_FILES / "denials").iterdir()}


def test_the_demo_has_every_network_and_category_and_kind_of_ending() -> None:
    assert len(GOLDEN) >= 24
    assert {row["network"] for row in GOLDEN} == set(Network)
    assert {row["category"] for row in GOLDEN} >= {"fraud", "authorization", "processing", "consumer"}
    assert {row["finding"] for row in GOLDEN} == set(FindingKind)
    assert {row["choice"] for row in GOLDEN} >= {
        Choice.FIGHT,
        Choice.REFUND,
        Choice.PARTIAL_REFUND,
        Choice.TALK,
        Choice.ACCEPT,
        Choice.LAWYER,
    }
    assert {row["paper"] for row in GOLDEN} == {"packet", "letter"}
    assert sum(row["emergency"] == "True" for row in GOLDEN) >= 2
    assert sum(row["ranked"] == "False" for row in GOLDEN) >= 1
    assert sum(row["finding"] == FindingKind.UNKNOWN for row in GOLDEN) * 3 <= len(GOLDEN)


def test_the_demo_speaks_hebrew_and_english() -> None:
    forms = [path.read_text("utf-8") for path in (DEMO_FILES / "denials").glob("*.yaml")]
    hebrew = [text for text in forms if re.search("[\u05d0-\u05ea]", text)]
    assert len(hebrew) >= 5
    assert len(forms) - len(hebrew) >= 3
    assert set(Language) == {"he", "en"}


# Words of our own that are plain words of the outside too: a refund is refunded, a street is on the right.
PLAIN_WORDS = {"right", "unknown", "refund", "accept", "talk", "offer", "court", "lawyer", "replace", "fight", "household", "descriptor"}
OUR_WORDS = {str(word) for words in (FindingKind, Cause, Choice) for word in words}


@pytest.mark.parametrize("path", sorted(path for path in DEMO_FILES.rglob("*") if path.is_file()), ids=lambda path: path.name)
def test_the_files_hold_no_finding_cause_or_choice(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace").lower()
    keys = set(re.findall(r"^[\s{\"'<-]*(finding|cause|choice|kind|decision|family|verdict)\b[\"']?\s*[:=,>]", text, re.MULTILINE))
    assert not keys & {"finding", "cause", "choice", "decision", "family", "verdict"}
    assert not [word for word in OUR_WORDS - PLAIN_WORDS if re.search(rf"\b{word}\b", text)]
    assert not [word for word in OUR_WORDS if re.search(rf"[:=]\s*[\"']?{word}[\"']?\s*[,}}\n]", text)]


@dataclass(frozen=True, slots=True)
class OneFact:
    """A denial, what is changed about it in words, and what becomes of the outcome: before and after."""

    denial: str
    what: str
    edit: Edit
    becomes: dict[str, tuple[Any, Any]]


def form(name: str, old: str, new: str) -> Edit:
    return swap(f"denials/{name}", old, new)


ONE_FACT = (
    OneFact(
        "01-table-not-received.yaml", "the courier left it in another town",
        alter("shipments", "SH-77", address="רחוב הגפן 8, באר שבע"),
        {"strength": ("all_elements", "weak_or_described"), "choice": ("fight", "talk")},
    ),
    OneFact(
        "02-lamp-never-sent.yaml", "the shop says that the lamp was supplied",
        form("02-lamp-never-sent.yaml", "סופק: לא", "סופק: כן"),
        {"finding": ("right", "unknown"), "choice": ("refund", "accept")},
    ),
    OneFact(
        "03-senior-cancelled.yaml", "the customer is not of a protected age",
        form("03-senior-cancelled.yaml", ", protected: senior", ""),
        {"finding": ("right", "unknown"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "04-son-ordered.yaml", "the claim names nobody at home",
        form("04-son-ordered.yaml", "אולי הבן שלי הזמין, הוא בן 15, אני לא אישרתי", "לא אני ביצעתי את העסקה"),
        {"cause": ("household", "none_found")},
    ),
    OneFact(
        "05-quote-lower.yaml", "the quote is of the sum that was charged",
        swap("exhibits/quote-q18.txt", "1,200.00", "1,420.00"),
        {"finding": ("partly", "mistaken"), "owed": (22000, 0), "choice": ("partial_refund", "fight")},
    ),
    OneFact(
        "06-junk-evidence.yaml", "the delivery slip is of this order",
        swap("exhibits/other-order.txt", "Order B-999", "Order B-206"),
        {"strength": ("junk_only", "all_elements"), "finding": ("unknown", "mistaken"), "choice": ("talk", "fight")},
    ),
    OneFact(
        "07-recording-unchecked.yaml", "the customer wants the dispute withdrawn",
        form(
            "07-recording-unchecked.yaml", "I cancelled this membership in the summer and they keep charging me.",
            "I meant another membership, please withdraw the dispute.",
        ),
        {"finding": ("unknown", "mistaken"), "owed": (None, 0)},
    ),
    OneFact(
        "08-only-told.yaml", "the customer only thought better of it",
        form("08-only-told.yaml", "The colour is nothing like the picture on the site.", "It is lovely, but I changed my mind."),
        {"finding": ("unknown", "mistaken"), "cause": ("none_found", "buyer_remorse")},
    ),
    OneFact(
        "09-kitchen-lawyer.yaml", "no lawyer's letter came",
        form("09-kitchen-lawyer.yaml", "  - {at: 2026-11-01, kind: demand, text: מכתב מעורך דין, source: לקוח}\n", ""),
        {"choice": ("lawyer", "talk")},
    ),
    OneFact(
        "10-due-today.yaml", "the letter gives two weeks more",
        form("10-due-today.yaml", "answer_by: 2026-11-22", "answer_by: 2026-12-06"),
        {"emergency": (True, False), "due": ("2026-11-22", "2026-12-06")},
    ),
    OneFact(
        "11-no-authentication.yaml", "the payer was identified",
        form("11-no-authentication.yaml", "authenticated: false", "authenticated: true"),
        {"finding": ("right", "unknown"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "12-bank-transfer.yaml", "the customer found something cheaper",
        form("12-bank-transfer.yaml", "The concert was moved and I cannot go.", "I found seats cheaper elsewhere."),
        {"finding": ("unknown", "mistaken"), "cause": ("none_found", "buyer_remorse")},
    ),
    OneFact(
        "13-stripe-sofa-not-me.json", "the customer writes that her daughter ordered",
        alter("messages", "MS-913", text="My daughter ordered the sofa with my phone, it looks lovely."),
        {"cause": ("none_found", "household")},
    ),
    OneFact(
        "14-stripe-stolen-card.json", "the bank identified the payer",
        alter("transactions", "ch_d14", three_ds="Y"),
        {"finding": ("right", "unknown"), "cause": ("third_party_fraud", "none_found"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "15-stripe-wrong-city.json", "the clock came to the address of the order",
        alter("shipments", "SH-915", address="14 Pine Street, Albany, NY 12207"),
        {"finding": ("right", "mistaken"), "strength": ("weak_or_described", "all_elements"), "choice": ("refund", "fight")},
    ),
    OneFact(
        "16-stripe-two-orders.json", "both payments are of one order",
        alter("transactions", "ch_d16a", order="F-916b"),
        {"finding": ("mistaken", "right"), "cause": ("none_found", "merchant_fault"), "choice": ("fight", "refund")},
    ),
    OneFact(
        "17-stripe-five-hours-left.json", "the plan was stopped before its renewal",
        alter("messages", "MS-17b", at="2026-10-28T19:40:00Z"),
        {"finding": ("mistaken", "right"), "cause": ("none_found", "merchant_fault"), "choice": ("fight", "refund")},
    ),
    OneFact(
        "18-stripe-inquiry.json", "the customer never asked whose name it is",
        alter("messages", "MS-18", text="When does my parcel come?"),
        {"finding": ("mistaken", "unknown"), "cause": ("descriptor", "none_found"), "choice": ("fight", "talk")},
    ),
    OneFact(
        "19-stripe-klarna.json", "nobody of ours admitted a mistake",
        alter("messages", "MS-919b", text="We are asking the carrier where it is."),
        {"finding": ("right", "unknown"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "20-stripe-cash-app.json", "there is time until December to ask",
        form("20-stripe-cash-app.json", '"due_by": 1795370400', '"due_by": 1796428799'),
        {"choice": ("accept", "talk"), "emergency": (True, False)},
    ),
    OneFact(
        "21-stripe-no-answer.json", "the processor takes an answer until December",
        form("21-stripe-no-answer.json", '"due_by": null', '"due_by": 1796083199'),
        {"strength": ("gate", "junk_only"), "basis": ("none", "processor"), "due": (None, "2026-12-01")},
    ),
    OneFact(
        "22-adyen-cracked-pot.json", "no refund was promised",
        drop("messages", "MS-822b"),
        {"finding": ("right", "unknown"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "23-adyen-jcb.json", "the customer did not take it back",
        drop("messages", "MS-823"),
        {"finding": ("mistaken", "unknown"), "owed": (0, None)},
    ),
    OneFact(
        "24-adyen-approved.json", "the answer is due this evening",
        form("24-adyen-approved.json", "2026-12-02T12:00:00", "2026-11-22T20:00:00"),
        {"emergency": (False, True), "choice": ("talk", "accept")},
    ),
    OneFact(
        "ADY25DISPUTE001", "the refund is not on record",
        drop("refunds", "RF-825"),
        {"finding": ("mistaken", "unknown"), "strength": ("all_elements", "junk_only"), "choice": ("fight", "talk")},
    ),
    OneFact(
        "ADY26DISPUTE001", "there was no second payment",
        drop("transactions", "ADY26PAYMENT000"),
        {"finding": ("right", "unknown"), "strength": ("gate", "junk_only"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "26-paypal-delivered.json", "the vase went back to us",
        alter("shipments", "SH-701", status="returned to sender"),
        {"finding": ("mistaken", "right"), "choice": ("fight", "refund")},
    ),
    OneFact(
        "27-paypal-unknown.json", "nobody at home knows of it",
        alter("messages", "MS-702", text="I asked at home. Nobody knows of it."),
        {"cause": ("household", "none_found")},
    ),
    OneFact(
        "28-square-price.json", "the order is of the sum that was charged",
        alter("orders", "SQ-28", amount="9000"),
        {"finding": ("partly", "unknown"), "owed": (1500, None), "choice": ("partial_refund", "talk")},
    ),
    OneFact(
        "29-braintree-lamp.xml", "no change of mind came first",
        drop("messages", "MS-29b"),
        {"finding": ("tactical", "mistaken"), "cause": ("buyer_remorse", "none_found")},
    ),
    OneFact(
        "IL-3001", "the refund is not on record",
        drop("refunds", "RF-301"),
        {"strength": ("gate", "junk_only"), "owed": (0, None), "choice": ("fight", "talk")},
    ),
    OneFact(
        "IL-3002", "the order is of the sum that was charged",
        alter("orders", "A-302", amount="36550"),
        {"finding": ("partly", "unknown"), "owed": (6550, None), "choice": ("partial_refund", "talk")},
    ),
    OneFact(
        "IL-3003", "no credit was promised",
        drop("messages", "MS-303"),
        {"finding": ("right", "unknown"), "choice": ("refund", "talk")},
    ),
    OneFact(
        "31-alerts.csv", "the alert leaves two days",
        form("31-alerts.csv", "2026-11-22 18:00", "2026-11-24 18:00"),
        {"emergency": (True, False), "due": ("2026-11-22", "2026-11-24")},
    ),
    OneFact(
        "32-declined-twice.yaml", "the request was approved",
        form("32-declined-twice.yaml", "הבקשה לאישור נדחתה, העסקה הוזנה ידנית", "הבקשה לאישור אושרה"),
        {"finding": ("right", "unknown"), "choice": ("refund", "talk")},
    ),
)  # fmt: skip


def _line(denial: str) -> dict[str, str]:
    return next(row for row in GOLDEN if denial in (row["file"], row["denial"]))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(tmp_path_factory.mktemp("one-fact"))


def test_every_denial_has_a_fact_that_changes_it() -> None:
    assert [_line(one.denial) for one in ONE_FACT] == GOLDEN


@pytest.mark.parametrize("one", ONE_FACT, ids=lambda one: f"{one.denial}: {one.what}")
def test_one_changed_fact_changes_the_outcome(one: OneFact, workspace: Workspace) -> None:
    line = _line(one.denial)
    before, after = workspace.outcomes(line["file"], line["denial"], one.edit)
    assert {name: str(before[name]) for name in ("finding", "cause", "choice")} == {
        name: line[name] for name in ("finding", "cause", "choice")
    }
    assert {name: (before[name], after[name]) for name in one.becomes} == one.becomes
    assert all(was != now for was, now in one.becomes.values())
