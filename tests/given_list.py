"""A list of cases under way with every state, in either language, as CSV or as a workbook."""

import csv
import io
from datetime import date

from openpyxl import Workbook

from yosher.kernel.words import Language

HEADINGS = {
    Language.EN: (
        *("Dispute id", "Order", "Amount", "Network", "Reason code", "Dispute date", "Due by", "State"),
        *("Sent on", "Decided on", "Refunded", "Recovered", "Assigned to", "Notes"),
    ),
    Language.HE: (
        *("מספר הכחשה", "מספר הזמנה", "סכום הכחשה", "מותג", "קוד סיבה", "תאריך הכחשה", "תאריך אחרון", "מצב"),
        *("תאריך שליחה", "תאריך הכרעה", "סכום שהוחזר", "סכום שחזר אלינו", "אחראי", "הערות"),
    ),
}
# A case in every state: our word, its words, due, sent, decided, refunded, recovered.
ROWS = (
    ("received", "open", "פתוח", "2026-12-05", "", "", "", ""),
    ("sent", "sent", "נשלח", "2026-11-25", "2026-11-10", "", "50", ""),
    ("under_review", "under review", "בבדיקה", "", "2026-11-01", "", "", ""),
    ("won", "won", "זכינו", "", "2026-10-20", "2026-11-15", "", ""),
    ("partly_won", "partly won", "זכייה חלקית", "", "2026-10-20", "2026-11-15", "", "100"),
    ("lost", "lost", "הפסדנו", "", "2026-10-20", "2026-11-15", "", ""),
    ("accepted", "accepted", "קיבלנו", "", "", "2026-10-22", "", ""),
    ("refunded", "refunded", "הוחזר", "", "", "2026-10-22", "", ""),
    ("withdrawn", "withdrawn", "נמשכה", "", "", "2026-10-22", "", ""),
    ("expired", "expired", "פג המועד", "", "", "2026-10-22", "", ""),
    ("closed", "closed", "סגור", "", "", "2026-10-22", "", ""),
)
STATES = [row[0] for row in ROWS]


def cells(language: Language) -> list[tuple[str, ...]]:
    return [HEADINGS[language], *(_row(number, language) for number in range(len(ROWS)))]


def _row(number: int, language: Language) -> tuple[str, ...]:
    _, english, hebrew, due, sent, decided, refunded, recovered = ROWS[number]
    word = hebrew if language is Language.HE else english
    began = (f"D-{number}", f"A-{number}", "300.00", "visa", "13.1", "2026-10-15", due, word)
    return (*began, sent, decided, refunded, recovered, "", "הלקוחה התקשרה" if number == 0 else "")


def as_csv(language: Language) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(cells(language))
    return written.getvalue().encode("cp1255" if language is Language.HE else "utf-8")


def as_workbook(language: Language) -> bytes:
    """Days and sums as a spreadsheet holds them, and not as text."""
    made = Workbook()
    for row in cells(language):
        made.worksheets[0].append([_typed(cell) for cell in row])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _typed(cell: str) -> str | float | date | None:
    if cell.startswith("20") and cell.count("-") == 2:
        return date.fromisoformat(cell)
    if cell.removesuffix(".00").isdigit():
        return float(cell)
    return cell or None


def long_list(rows: int) -> bytes:
    header = "Dispute id,Amount,State,Dispute date,Sent on\n"
    return (header + "".join(f"L-{n},10.00,sent,2026-10-15,2026-11-01\n" for n in range(rows))).encode()
