"""Whatever a person types: no card number is kept, in no column and in no paper (SECURITY.md)."""

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from commands import Line
from yosher.adapters.files.pdf import read_pdf

CARD = "4242 4242 4242 4242"
PLAIN = CARD.replace(" ", "")
FORM = """\
language: en
place: IL
told_by: {kind: acquirer, name: Isracard, answer_by: 2026-12-02}
denial: {network: visa, code: "13.1", amount: 120.00, currency: ILS, date: 2026-11-02}
claim: "It never came. CARD"
transaction: {date: 2026-09-30, order: A-1, last4: "4242"}
goods: {kind: physical, description: "a lamp CARD"}
customer: {name: "Dana CARD", email: d@example.com}
supplied: true
sold_by: web
events:
  - {at: 2026-10-07, kind: delivered, source: courier, text: "signed CARD"}
"""


def cells(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "yosher.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [str(cell) for table in tables for row in database.execute(f'SELECT * FROM "{table}"') for cell in row]


def has_card(text: str) -> bool:
    return PLAIN in "".join(text.split()) or CARD in text


def test_a_card_number_typed_anywhere_is_kept_nowhere(cli: Line, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(FORM.replace("CARD", CARD), "utf-8")
    case = str(cli.did("intake", form, "--source", "manual")["cases"][0]["case"])
    paper = tmp_path / f"proof {PLAIN}.txt"
    paper.write_text(f"Delivered on 7 October 2026, paid with {CARD}.", "utf-8")
    cli.did("evidence", "add", case, paper, "--kind", "proof_of_delivery", "--note", CARD, "--captured-by", f"Noa {CARD}")
    cli.did("settings", "set", "contact", f"call {CARD}")
    cli.did("settings", "set", "name", f"Shop {CARD}")
    cli.did("person", "add", f"Dana {CARD}", "--id", "dana", "--role", "analyst")
    cli.did("answer", case, "--choice", "fight", "--because", f"paid with {CARD}")
    cli.did("letter", "write", case, "ask", f"Please look at the card {CARD} again.")
    cli.did("approve", case, "--because", f"I know {CARD}")
    cli.did("send", case, "--by-hand", "--channel", f"portal {CARD}")
    cli.did("refund", case, "--amount", "1.00", "--reference", f"re {PLAIN}")
    assert [cell for cell in cells(cli.home) if has_card(cell)] == []
    kept = [path for path in (cli.home / "blobs").rglob("*") if path.is_file() and path.read_bytes()[:2] == b"PK"]
    assert kept
    for path in kept:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packet:
            assert not [name for name in packet.namelist() if has_card(name)]
            assert not has_card(read_pdf(packet.read("answer.pdf")).text)
            assert not [name for name in packet.namelist() if name.endswith(".json") and has_card(packet.read(name).decode())]
