"""A packet of 12+ bilingual pages, 3 tables of 60 rows, 6 JPEGs of 1 MB and a 5-page annex, pictures already fitted:

ours (model → answer.pdf) against bare Typst on the same content with a pikepdf merge of the annex (required: at most 1.3 times in time and
peak memory), and against WeasyPrint on the same content (required: at least 8 times faster). Each run is a fresh process. Fitting pictures
is measured apart, against a plain Pillow ladder (required: no slower), and 200 random packets are fitted: none over.
"""

import argparse
import hashlib
import html
import io
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

import pikepdf
import typst
from PIL import Image

from yosher.adapters.pictures.fit import fit
from yosher.adapters.typeset.press import Press, typeset
from yosher.adapters.zips.pack import pack
from yosher.desk.fitting import set_to_fit
from yosher.desk.model import Workshop
from yosher.kernel.ids import BlobRef, ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Language, Network
from yosher.packets.fit import Bounds, bounds_of, check_answer, picture_budget, shares_of
from yosher.packets.model import (
    Cite,
    DoesNotFit,
    Element,
    ExhibitPage,
    Fields,
    FileBody,
    Foreign,
    Labelled,
    Letter,
    Line,
    Mark,
    Note,
    Packet,
    Row,
    Timetable,
    Token,
)  # fmt: skip
from yosher.packets.wording import months, page_words
from yosher.rulebook.receivers import limits_for

RUNS = 5
ROWS, TABLES, PICTURES, ANNEX = 60, 3, 6, 5
LADDER = (90, 80, 70, 60, 50, 40)
ENGLISH = "The parcel was handed over at the door and the carrier recorded the name of the person who signed for it."
HEBREW = "החבילה נמסרה ליד הדלת, וחברת המשלוחים תיעדה את שם החותם; מספר ההזמנה הוא A-77 והסכום 1,250.00 ₪."


def picture(seed: int, target: int = 1_000_000) -> bytes:
    """A JPEG of about 1 MB that compresses like a photo."""
    dice = random.Random(seed)
    small = Image.frombytes("RGB", (800, 600), dice.randbytes(800 * 600 * 3)).resize((2400, 1800), Image.Resampling.BICUBIC)
    for quality in (60, 70, 75, 80, 85, 90, 95):
        out = io.BytesIO()
        small.save(out, "JPEG", quality=quality)
        if out.tell() >= target * 0.9:
            break
    return out.getvalue()


def content(folder: Path) -> None:
    """The same content for all: pictures, annex, table rows."""
    for n in range(PICTURES):
        (folder / f"p{n}.jpg").write_bytes(picture(n))
    pages = "".join(f"= Annex page {n + 1}\n{ENGLISH * 12}\n#pagebreak(weak: true)\n" for n in range(ANNEX))
    (folder / "annex.pdf").write_bytes(typst.compile(pages.encode(), ignore_system_fonts=True))


def rows(table: int) -> list[list[str]]:
    return [
        [f"2026-10-{n % 28 + 1:02}", f"row {table}-{n}", HEBREW[:40] if n % 2 else ENGLISH[:40], f"{n * 137 % 9000 + 10}.50"]
        for n in range(ROWS)
    ]


def packet(folder: Path | None, blobs: dict[BlobRef, bytes] | None = None) -> tuple[Packet, dict[BlobRef, bytes]]:
    """The content as a model of ours: of a folder, or of pictures alone."""
    if blobs is None:
        assert folder is not None
        blobs = {BlobRef(hashlib.sha256(p.read_bytes()).hexdigest()): p.read_bytes() for p in sorted(folder.glob("p*.jpg"))}
    annex = (folder / "annex.pdf").read_bytes() if folder else b""
    blobs_all = blobs | ({BlobRef("annex"): annex} if annex else {})
    tables = [
        Fields(
            tuple(
                (None, f"{r[0]} {r[1]}", (Foreign(r[2], Language.HE if n % 2 else Language.EN), " ", Token(r[3])))
                for n, r in enumerate(rows(t))
            )
        )
        for t in range(TABLES)
    ]
    bodies = (
        [(t,) for t in tables]
        + [(FileBody("picture", ref, "image/jpeg"),) for ref in blobs]
        + ([(FileBody("pages", BlobRef("annex"), "application/pdf", pages=ANNEX),)] if annex else [])
    )
    pages = tuple(
        ExhibitPage(
            id=ExhibitId(f"x{n}"),
            letter=chr(65 + n),
            kind="other",
            title=f"Exhibit paper {n}",
            day=date(2026, 10, 7),
            source=("courier",),
            shows=(Foreign(HEBREW, Language.HE),),
            blocks=(Note((Foreign(HEBREW * 2, Language.HE), " ", ENGLISH)), *body),
            file=f"{n:02}.bin",
            original=BlobRef(str(n)),
            sha256="ab" * 32,
        )
        for n, body in enumerate(bodies)
    )
    cites = [Cite(page.id) for page in pages]
    letter = Letter(
        subject=("Visa 13.1, not received: answered",),
        identification=tuple(Labelled(f"Label {n}", (Token(f"ID-{n}"),)) for n in range(12)),
        answer=(ENGLISH, " ", cites[0]),
        elements=tuple(
            Element(f"e{n}", f"Element {n}", tuple(Line((ENGLISH[:60],), c) for c in cites[n * 2 : n * 2 + 2]))
            for n in range(len(cites) // 2)
        ),
        disclosed=((ENGLISH, " ", cites[1]),),
        ask=("Please return ", Money(125000, "ILS"), "."),
        approved=("Approved.",),
    )
    table = Timetable(
        ("UTC",),
        (Mark(date(2026, 9, 30), "Sale"), Mark(date(2026, 10, 7), "Delivered", key=True), Mark(date(2026, 11, 2), "Denial")),
        tuple(
            Row(date(2026, 10, n + 1), "10:00", (ENGLISH[:50],), ("courier",), True, cites[n % len(cites)], n % 5 + 1) for n in range(12)
        ),
    )
    made = Packet(
        choice=Choice.FIGHT, language=Language.EN, region="GB", paper="a4", case="C-1", order="A-77", title="Bench", sender="Oak & Olive",
        sender_line="",
        receiver="Acquirer", made_at=datetime(2026, 11, 22, tzinfo=UTC), letter=letter, timetable=table, exhibits=pages,
        system=((ENGLISH,), (ENGLISH,)),
        closing=(ENGLISH,), fields=(), words=page_words(Language.EN), months=months(Language.EN),
    )  # fmt: skip
    return made, blobs_all


def ours(folder: Path) -> bytes:
    made, blobs = packet(folder)
    pictures = {ref: blob for ref, blob in blobs.items() if ref != "annex"}
    return typeset(made, content=lambda ref: blobs[ref], pictures=pictures)[0]


BARE = """
#let d = json("d.json")
#set text(font: ("Noto Sans", "Noto Sans Hebrew"), size: 11pt)
#set document(title: "Bench")
= Letter
#table(columns: 4, ..d.ids)
#for t in d.texts { par(t) }
#table(columns: 3, ..d.elements)
#pagebreak()
= Timeline
#table(columns: 4, ..d.timeline)
#for t in d.tables { pagebreak(); heading([Table]); par(d.note); table(columns: 4, ..t.flatten()) }
#for p in d.pictures { pagebreak(); heading([Picture]); par(d.note); image(p, alt: "picture", width: 100%, height: 195mm, fit: "contain") }
#pagebreak()
= Annex
#par(d.note)
#pagebreak()
= Records
#table(columns: 3, ..d.hashes)
"""


def data() -> dict[str, object]:
    note = HEBREW * 3 + " " + ENGLISH
    return {
        "ids": [f"ID-{n}" for n in range(24)], "texts": [ENGLISH] * 4, "elements": [ENGLISH[:60]] * 30, "timeline": [ENGLISH[:50]] * 48,
        "note": note,
        "tables": [rows(t) for t in range(TABLES)], "pictures": [f"p{n}.jpg" for n in range(PICTURES)], "hashes": ["ab" * 16] * 30,
    }  # fmt: skip


def bare(folder: Path) -> bytes:
    """Typst on the same content, then pikepdf for the annex."""
    (folder / "d.json").write_text(json.dumps(data(), ensure_ascii=False), "utf-8")
    (folder / "bare.typ").write_text(BARE, "utf-8")
    with as_file(files("yosher.adapters.typeset") / "fonts") as fonts:
        made = typst.compile(str(folder / "bare.typ"), root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True, timestamp=0)
    with pikepdf.open(io.BytesIO(made)) as pdf, pikepdf.open(folder / "annex.pdf") as annex:
        for n, page in enumerate(annex.pages):
            pdf.pages.insert(len(pdf.pages) - 1 + 0 * n, page)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def weasy(folder: Path) -> bytes:
    import weasyprint

    d = data()
    cell = "<td>{}</td>".format
    table = lambda rows_: "<table>" + "".join("<tr>" + "".join(cell(html.escape(str(c))) for c in r) + "</tr>" for r in rows_) + "</table>"
    parts = ["<h1>Letter</h1>", *(f"<p>{t}</p>" for t in d["texts"]), table([d["elements"][n : n + 3] for n in range(0, 30, 3)])]
    parts += ["<h1>Timeline</h1>", table([d["timeline"][n : n + 4] for n in range(0, 48, 4)])]
    parts += [f'<h1 style="break-before: page">Table</h1><p dir="auto">{d["note"]}</p>{table(t)}' for t in d["tables"]]
    parts += [
        f'<h1 style="break-before: page">Picture</h1><p dir="auto">{d["note"]}</p><img style="width: 100%; max-height: 195mm" src="{p}">'
        for p in d["pictures"]
    ]
    made = weasyprint.HTML(string="".join(parts), base_url=str(folder) + "/").write_pdf()
    with pikepdf.open(io.BytesIO(made)) as pdf, pikepdf.open(folder / "annex.pdf") as annex:
        pdf.pages.extend(annex.pages)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


WAYS: dict[str, Callable[[Path], bytes]] = {"ours": ours, "bare": bare, "weasyprint": weasy}


def one(way: str, folder: Path) -> None:
    """One run in this fresh process: the seconds of the call, and the peak of the whole process."""
    began, worked = time.perf_counter(), time.process_time()
    made = WAYS[way](folder)
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pages = len(pdf.pages)
    print(
        json.dumps(
            {
                "seconds": spent,
                "cpu_seconds": worked,
                "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
                "pages": pages,
                "bytes": len(made),
            }
        )
    )


def runs(folder: Path) -> dict[str, dict[str, float]]:
    """All ways in turn, so that a noisy moment meets each; medians."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(RUNS):
        for way in WAYS:
            ran = subprocess.run(
                [sys.executable, __file__, "--one", way, "--folder", str(folder)], check=True, capture_output=True, text=True
            )
            found[way].append(json.loads(ran.stdout))
    return {way: {key: statistics.median(r[key] for r in results) for key in results[0]} for way, results in found.items()}


def ladder(content_: bytes, most: int) -> bytes:
    """What a plain script does: turn the quality down until it fits, then halve the sides."""
    picture_ = Image.open(io.BytesIO(content_)).convert("RGB")
    while True:
        for quality in LADDER:
            out = io.BytesIO()
            picture_.save(out, "JPEG", quality=quality)
            if out.tell() <= most:
                return out.getvalue()
        picture_ = picture_.resize((picture_.width // 2, picture_.height // 2), Image.Resampling.LANCZOS)


def fitting() -> dict[str, object]:
    pictures = [picture(n) for n in range(3)]
    spent: dict[str, list[float]] = {"ours": [], "ladder": []}
    for most in (700_000, 300_000, 120_000):
        for p in pictures:
            for name, way in (("ours", lambda c, m: fit(c, name="p", most=m)), ("ladder", ladder)):
                began = time.perf_counter()
                assert len(way(p, most)) <= most
                spent[name].append(time.perf_counter() - began)
    return {
        "ours_seconds": round(sum(spent["ours"]), 3),
        "ladder_seconds": round(sum(spent["ladder"]), 3),
        "ratio": round(sum(spent["ours"]) / sum(spent["ladder"]), 2),
    }


def none_over(count: int = 200, *, rendered: int = 12) -> dict[str, int]:
    """Random packets for random receivers: the plan of each is within every limit; some are really fitted, set and weighed."""
    dice, over, refused, set_ = random.Random(7), 0, 0, 0
    receivers = ("stripe", "adyen", "paypal", "braintree", "square", "checkout", "shopify")
    networks = (Network.VISA, Network.MASTERCARD, Network.AMEX, Network.DISCOVER)
    small = {BlobRef(f"p{n}"): picture(n, 400_000) for n in range(4)}
    for n in range(count):
        bounds = bounds_of(limits_for(dice.choice(receivers), dice.choice(networks)))
        sizes = {BlobRef(str(k)): dice.randrange(1_000, 3_000_000) for k in range(dice.randrange(1, 12))}
        budget = picture_budget(bounds, other_bytes=dice.randrange(50_000, 900_000), pictures=len(sizes))
        if budget is not None:
            over += sum(shares_of(sizes, budget).values()) > budget
        if n % (count // rendered) == 0 and bounds.answer_bytes:
            weighed = really_set(small, Bounds(bytes_total=min(bounds.answer_bytes, dice.randrange(300_000, 1_500_000))))
            over += weighed is True
            refused += weighed is None
            set_ += weighed is False
    return {"packets": count, "really_set": set_, "refused_with_words": refused, "over": over}


def really_set(pictures: dict[BlobRef, bytes], bounds: Bounds) -> bool | None:
    """Whether answer.pdf is over; None where it was refused."""
    made, _ = packet(None, pictures)
    workshop = Workshop(Press(), fit, pack, {})
    try:
        answer, pages = set_to_fit(made, bounds, content=pictures.__getitem__, workshop=workshop)
        check_answer(bounds, size=len(answer), pages=pages)
    except DoesNotFit:
        return None
    return bounds.answer_bytes is not None and len(answer) > bounds.answer_bytes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--one", choices=list(WAYS))
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.one:
        one(given.one, given.folder)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content(folder)
        found = runs(folder)
        figures = {
            "bench": "packet",
            "versions": {p: version(p) for p in ("typst", "pikepdf", "weasyprint", "pillow")} | {"python": platform.python_version()},
            "settings": {"runs": RUNS, "tables": TABLES, "rows": ROWS, "pictures": PICTURES, "annex_pages": ANNEX},
            "medians": {way: {k: round(v, 3) for k, v in r.items()} for way, r in found.items()},
            "time_ratio_to_bare_typst": round(found["ours"]["seconds"] / found["bare"]["seconds"], 2),
            "memory_ratio_to_bare_typst": round(found["ours"]["peak_kib"] / found["bare"]["peak_kib"], 2),
            "times_faster_than_weasyprint": round(found["weasyprint"]["seconds"] / found["ours"]["seconds"], 1),
            "fitting": fitting(),
            "never_over": none_over(),
            "required": {"time_ratio": "<= 1.3", "memory_ratio": "<= 1.3", "times_faster": ">= 8", "fitting_ratio": "<= 1.0", "over": 0},
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
