"""Any table of disputes in, denials out: what a bookkeeper saves, what a processor exports, and what a spreadsheet does to either."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import NOW, organisation
from yosher.adapters.processors.csv.inbox import read_denial, recognise
from yosher.cases.model import Denial, Due, Reading, Refusal, Says
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty
from yosher.kernel.words import Language, Network, Phase
from yosher.phrases.say import say

HEADER = "Dispute ID,Amount,Currency,Status,Reason code,Dispute date,Due by"


def context(**changes: Any) -> InboxContext:
    return InboxContext(**({"organisation": organisation(), "now": NOW, "file": "table.csv"} | changes))


def read(text: str | bytes, **org: Any) -> Reading:
    body = text if isinstance(text, bytes) else text.encode()
    return read_denial(body, context=context(organisation=organisation(**org)))


def denials(text: str | bytes, **org: Any) -> list[Denial]:
    reading = read(text, **org)
    assert reading.refused == ()
    return [one.denial for one in reading.incoming]


def one(text: str | bytes, **org: Any) -> Denial:
    (found,) = denials(text, **org)
    return found


def codes(refusals: tuple[Refusal, ...]) -> list[tuple[str, int | None]]:
    return [(refusal.code, refusal.row) for refusal in refusals]


# -- the whole row ------------------------------------------------------------------------------------------------


def test_english_row_is_read_field_by_field() -> None:
    denial = one(
        "Dispute ID,Transaction ID,Order number,ARN,Auth code,Card number,Card brand,Reason code,Reason,Dispute amount,Currency,"
        "Original amount,Status,Dispute date,Due by (UTC),Transaction date,Customer name,Customer email,Customer comment,Product,3DS\n"
        "D-1,T-7,A-77,74537606001000000000016,012345,4111111111111111,Visa Debit,13.1,Merchandise not received,100.50,ILS,"
        "1250,Needs response,2026-11-02,2026-11-12 10:00,2026-09-30,Dana Levi,dana@example.com,It never came,Oak table,yes\n"
    )
    assert (denial.ref, denial.source, denial.says, denial.phase) == ("D-1", "csv", Says.OPENED, Phase.FIRST_CHARGEBACK)
    assert (denial.network, denial.network_raw, denial.code) == (Network.VISA, "Visa Debit", "13.1")
    assert (denial.reason, denial.reason_raw, denial.status_raw) == ("product_not_received", "Merchandise not received", "Needs response")
    assert (denial.amount, denial.transaction.amount) == (Money(10050, "ILS"), Money(125000, "ILS"))
    assert (denial.due.by, denial.due.at) == (Due.PROCESSOR, datetime(2026, 11, 12, 10, 0, tzinfo=UTC))
    assert denial.happened.at.date() == date(2026, 11, 2)
    assert denial.happened.certainty is Certainty.DAY
    paid = denial.transaction
    assert (paid.id, paid.order, paid.arn, paid.authorization_code, paid.last4) == (
        "T-7",
        "A-77",
        "74537606001000000000016",
        "012345",
        "1111",
    )
    assert (paid.day, paid.authenticated) == (date(2026, 9, 30), True)
    assert (denial.customer.name, denial.customer.email, denial.claim) == ("Dana Levi", "dana@example.com", "It never came")
    assert (denial.goods.description, denial.payment_ref, denial.confirmed) == ("Oak table", "T-7", False)


def test_hebrew_row_is_read_field_by_field() -> None:
    denial = one(
        "מספר הכחשה;מס' עסקה;4 ספרות אחרונות;סוג כרטיס;סיבת ההכחשה;סכום ההכחשה (ש\"ח);סטטוס;תאריך הכחשה;תאריך אחרון למענה;שם הלקוח\n"
        "5512;900817;4242;ישראכרט;אי אספקה;1.250,00;נדרש מענה;02/11/2026;12.11.2026;דנה לוי\n"
    )
    assert (denial.ref, denial.network, denial.reason, denial.says) == ("5512", Network.ISRACARD, "product_not_received", Says.OPENED)
    assert denial.amount == Money(125000, "ILS")
    assert denial.due.day_only
    assert denial.due.at is not None
    assert denial.due.at.isoformat() == "2026-11-12T23:59:59+02:00"
    assert (denial.transaction.last4, denial.customer.name) == ("4242", "דנה לוי")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1255", "iso-8859-8", "cp862"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    lines = [["מספר הכחשה", "סכום", "סיבה", "מטבע"], ["D-1", "100.00", "אי אספקה", "ILS"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    denial = one(text.encode(encoding))
    assert (denial.ref, denial.amount, denial.reason_raw) == ("D-1", Money(10000, "ILS"), "אי אספקה")


def test_accents_of_latin_tables_stay() -> None:
    denial = one("Dispute ID,Amount,Reason,Customer name\nD-1,5.00,café,Zoë Müller\n".encode("cp1252"))
    assert (denial.reason_raw, denial.customer.name) == ("café", "Zoë Müller")


# -- where the table begins and ends ------------------------------------------------------------------------------


def test_preamble_sections_totals_and_empty_rows_are_no_disputes() -> None:
    reading = read(
        "Report of disputes\nPeriod:,1.11.2026,30.11.2026\n\n"
        f"{HEADER}\nD-1,10.00,USD,open,13.1,2026-11-02,2026-11-12\n,,,,,,\nTotal,10.00,,,,,\n\n"
        "Second account\nCase number,Disputed amount (EUR),Outcome\nC-9,7.50,won\n,,\n\n\n"
    )
    assert [(i.denial.ref, i.denial.amount, i.denial.says) for i in reading.incoming] == [
        ("D-1", Money(1000, "USD"), Says.OPENED),
        ("C-9", Money(750, "EUR"), Says.WON),
    ]
    assert reading.refused == ()
    assert [note for note in codes(reading.notes) if note[0] == "sheet.line_left_out"] == [
        ("sheet.line_left_out", 7),
        ("sheet.line_left_out", 9),
    ]


def test_repeated_header_is_no_row() -> None:
    assert [d.ref for d in denials(f"{HEADER}\nD-1,1.00,USD,open,13.1,,\n{HEADER}\nD-2,2.00,USD,open,13.1,,\n")] == ["D-1", "D-2"]


def test_one_bad_row_of_many_is_named_and_the_rest_goes_in() -> None:
    rows = [f"D-{n},{n}.50,ILS,open,13.1,2026-11-02,2026-11-12" for n in range(1, 2001)]
    rows[1000] = "D-bad,twelve,ILS,open,13.1,2026-11-02,2026-11-12"
    reading = read("\n".join([HEADER, *rows]))
    assert len(reading.incoming) == 1999
    assert codes(reading.refused) == [("intake.amount_unreadable", 1002)]
    assert reading.refused[0].values == {"amount": "twelve"}
    assert reading.refused[0].file == "table.csv"


def test_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    reading = read(f'{HEADER}\nD-1,"1.00,USD,open,13.1,,\nD-2,2.00,USD,open,13.1,,\nD-3,3.00,USD,"open",13.1,,\n')
    assert [i.denial.ref for i in reading.incoming] == ["D-2", "D-3"]
    assert codes(reading.refused) == [("sheet.quote_not_closed", 2)]


def test_text_over_several_lines_stays_one_cell_and_lines_are_counted_as_an_editor_does() -> None:
    reading = read('Dispute ID,Amount,Reason,Customer comment\nD-1,1.00,x,"It came late,\nvery late,\nand broken"\nD-2,oops,x,\n')
    assert reading.incoming[0].denial.claim == "It came late,\nvery late,\nand broken"
    assert codes(reading.refused) == [("intake.amount_unreadable", 5)]


def test_row_that_a_delimiter_has_shifted_is_refused() -> None:
    assert codes(read(f"{HEADER}\nD-1,1,250.00,USD,open,13.1,2026-11-02,2026-11-12\n").refused) == [("sheet.row_shifted", 2)]


def test_short_rows_are_read() -> None:
    assert one(f"{HEADER}\nD-1,5.00,USD\n").amount == Money(500, "USD")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "sheet.empty"),
        (b"\n\n  \n", "sheet.empty"),
        (b"name,phone\nDana,050\n", "sheet.no_header"),
        (b"Dear all, nothing here.", "sheet.no_header"),
        (b"PK\x03\x04" + bytes(200), "sheet.not_a_table"),
    ],
)
def test_file_that_is_no_table_is_refused_as_a_whole(body: bytes, code: str) -> None:
    assert codes(read(body).refused) == [(code, None)]


# -- sums ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("Amount", "1250.00", Money(125000, "ILS")),
        ("Amount", '"1,250.00"', Money(125000, "ILS")),
        ("Amount", '"1.250,00"', Money(125000, "ILS")),
        ("Amount", '"₪ 1,250"', Money(125000, "ILS")),
        ("Amount", '"1,250 ש""ח"', Money(125000, "ILS")),
        ("Amount", "1250 NIS", Money(125000, "ILS")),
        ("Amount", "$12.50", Money(1250, "USD")),
        ("Amount", "12.50 EUR", Money(1250, "EUR")),
        ("Amount (USD)", "12.50", Money(1250, "USD")),
        ("amount_usd", "12.50", Money(1250, "USD")),
        ("Amount minor", "1250", Money(1250, "ILS")),
        ("amount_minor", "125000", Money(125000, "ILS")),
        ("Amount (agorot)", "1250", Money(1250, "ILS")),
        ("Amount in cents", "1250", Money(1250, "ILS")),
        ("סכום באגורות", "1250", Money(1250, "ILS")),
        ("סכום (אגורות)", "1250", Money(1250, "ILS")),
        ("סכום בש״ח", "1250", Money(125000, "ILS")),
    ],
)
def test_sum_is_read_as_the_cell_or_its_header_says(header: str, cell: str, expected: Money) -> None:
    assert one(f"Dispute ID,{header},Reason\nD-1,{cell},x\n").amount == expected


@pytest.mark.parametrize(
    ("currency", "cell", "minor"),
    [("JPY", "1250", 1250), ("KWD", "1.250", 1250), ("KWD", "12.5", 12500), ("USD", "1250", 125000), ("usd", "0.99", 99), ("₪", "5", 500)],
)
def test_currencies_have_no_two_or_three_decimals(currency: str, cell: str, minor: int) -> None:
    assert one(f"Dispute ID,Amount,Currency,Reason\nD-1,{cell},{currency},x\n").amount.minor == minor


def test_column_beside_the_sum_says_its_unit_row_by_row() -> None:
    found = denials("Dispute ID,Amount,Currency,Amount unit\nD-1,1250,USD,minor\nD-2,1250,USD,major\nD-3,1250,JPY,cents\n")
    assert [d.amount.minor for d in found] == [1250, 125000, 1250]


def test_implied_decimals_of_paypal_follow_the_currency() -> None:
    text = (
        '"Case ID"\t"Transaction ID"\t"Transaction Debit or Credit"\t"Gross Transaction Amount"'
        '\t"Gross Transaction Currency"\t"Claim Type"\n'
        '"PP-1"\t"T1"\t"Debit"\t100\t"USD"\t"Item not received"\n'
        '"PP-2"\t"T2"\t"Debit"\t100\t"JPY"\t"Item not received"\n'
        '"PP-3"\t"T3"\t"Debit"\t100\t"HUF"\t"Item not received"\n'
        '"PP-1"\t"T1"\t"Credit"\t100\t"USD"\t"Item not received"\n'
    )
    found = denials(text)
    assert [(d.ref, d.amount.minor, d.says) for d in found] == [
        ("PP-1", 100, Says.OPENED),
        ("PP-2", 100, Says.OPENED),
        ("PP-3", 10000, Says.OPENED),
        ("PP-1", 100, Says.REVERSED),
    ]
    assert {d.processor for d in found} == {"paypal"}


def test_one_cell_decides_the_decimals_of_its_column() -> None:
    found = denials("Dispute ID;Amount;Currency;Reason\nD-1;1.234;EUR;x\nD-2;99,50;EUR;x\n")
    assert [d.amount.minor for d in found] == [123400, 9950]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.234", "sheet.amount_unclear"),
        ("", "intake.amount_missing"),
        ("abc", "intake.amount_unreadable"),
        ("12.345.6", "intake.amount_unreadable"),
        ("1e5", "intake.amount_unreadable"),
        ("9" * 30, "intake.amount_unreadable"),
        ("12.999", "intake.amount_unreadable"),
        ("NaN", "intake.amount_unreadable"),
    ],
)
def test_sum_that_is_not_certain_is_refused(cell: str, code: str) -> None:
    text = f"Dispute ID,Amount,Currency,Reason\nD-1,{cell},USD,x\n"
    assert codes(read(text).refused) == [(code if cell != "12.999" else "sheet.amount_unclear", 2)]


def test_unknown_currency_is_refused() -> None:
    assert codes(read("Dispute ID,Amount,Currency,Reason\nD-1,5.00,XQQ,x\n").refused) == [("intake.unknown_currency", 2)]


def test_currency_that_nobody_states_is_the_organisations_and_said_once() -> None:
    reading = read("Dispute ID,Amount,Reason,Dispute date\nD-1,5.00,x,2026-11-02\nD-2,6.00,x,2026-11-02\n")
    assert [i.denial.amount.currency for i in reading.incoming] == ["ILS", "ILS"]
    assert codes(reading.notes).count(("sheet.currency_assumed", 2)) == 1


# -- what a row says ----------------------------------------------------------------------------------------------


def test_sign_is_a_direction_where_both_signs_stand_in_the_file() -> None:
    found = denials("Dispute ID,Amount,Currency,Date\nD-1,-100.00,USD,2026-11-02\nD-1,100.00,USD,2026-11-20\nD-2,(5.00),USD,2026-11-02\n")
    assert [(d.ref, d.amount.minor, d.says) for d in found] == [
        ("D-1", 10000, Says.OPENED),
        ("D-1", 10000, Says.REVERSED),
        ("D-2", 500, Says.OPENED),
    ]


def test_one_sign_throughout_is_no_direction() -> None:
    assert {d.says for d in denials("Dispute ID,Amount,Currency,Reason\nD-1,-1.00,USD,x\nD-2,-2.00,USD,x\n")} == {Says.OPENED}
    assert {d.says for d in denials("Dispute ID,Amount,Currency,Reason\nD-1,1.00,USD,x\nD-2,2.00,USD,x\n")} == {Says.OPENED}


def test_rows_of_one_dispute_keep_one_ref_and_a_repeated_row_is_one_message() -> None:
    opened, review, won = (
        f"D-1,5.00,USD,{status},13.1,2026-11-0{day},\n" for status, day in (("open", 2), ("under review", 5), ("won", 9))
    )
    found = denials(f"{HEADER}\n{opened}{review}{review}{won}")
    assert [(d.ref, d.says) for d in found] == [("D-1", Says.OPENED), ("D-1", Says.UNDER_REVIEW), ("D-1", Says.WON)]


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("ACTION_REQUIRED", Says.OPENED),
        ("UNDER_REVIEW", Says.UNDER_REVIEW),
        ("Waiting for seller response", Says.OPENED),
        ("Resolved - Buyer favour", Says.LOST),
        ("Won (by merchant)", Says.WON),
        ("נדרש מענה", Says.OPENED),
        ("הפסד", Says.LOST),
        ("Second chargeback", Says.OPENED),
        ("gone to the moon", Says.UNKNOWN),
        ("", Says.OPENED),
    ],
)
def test_status_is_said_in_our_words(status: str, says: Says) -> None:
    denial = one(f"{HEADER}\nD-1,5.00,USD,{status},13.1,2026-11-02,\n")
    assert (denial.says, denial.status_raw) == (says, status)


@pytest.mark.parametrize(
    ("kind", "says", "phase"),
    [
        ("Chargeback", Says.OPENED, Phase.FIRST_CHARGEBACK),
        ("Pre-Arbitration", Says.OPENED, Phase.PRE_ARBITRATION),
        ("Retrieval request", Says.OPENED, Phase.RETRIEVAL),
        ("Chargeback reversal", Says.REVERSED, Phase.FIRST_CHARGEBACK),
        ("TC40", Says.FRAUD_REPORT, Phase.ALERT),
        ("בקשת מסמכים", Says.OPENED, Phase.RETRIEVAL),
    ],
)
def test_kind_of_row_says_the_phase(kind: str, says: Says, phase: Phase) -> None:
    denial = one(f"Dispute ID,Amount,Currency,Type\nD-1,5.00,USD,{kind}\n")
    assert (denial.says, denial.phase) == (says, phase)


@pytest.mark.parametrize(
    ("cells", "code", "reason_raw"),
    [
        ("13.1,", "13.1", ""),
        ("13.1 Merchandise not received,", "13.1", "Merchandise not received"),
        (" 4853 ,Cardholder dispute", "4853", "Cardholder dispute"),
        ("c08,", "C08", ""),
        ("10-Apr,", "10.4", ""),
        (",10.4 - Fraud", "10.4", "10.4 - Fraud"),
        (",fraudulent", None, "fraudulent"),
        ("MERCHANDISE_OR_SERVICE_NOT_RECEIVED,", "MERCHANDISE_OR_SERVICE_NOT_RECEIVED", ""),
    ],
)
def test_code_is_found_where_it_stands(cells: str, code: str | None, reason_raw: str) -> None:
    denial = one(f"Dispute ID,Amount,Currency,Reason code,Reason\nD-1,5.00,USD,{cells}\n")
    assert (denial.code, denial.reason_raw) == (code, reason_raw)


def test_unknown_network_is_other_with_its_word() -> None:
    denial = one("Dispute ID,Amount,Currency,Card brand\nD-1,5.00,USD,Elo Nacional\n")
    assert (denial.network, denial.network_raw) == (Network.OTHER, "Elo Nacional")


@pytest.mark.parametrize(
    ("header", "row", "processor"),
    [
        ("DISPUTE_ID,PAYMENT_CHARGE_ID,MERCHANT_PAYMENT_REFERENCE,PAYMENT_METHOD,RECORD_DATE,DISPUTE_AMOUNT,DISPUTE_CURRENCY",
         "dis_1,charge_1,A-77,CARD,2026-11-02T10:00:00Z,12.50,EUR", "ppro"),
        ("dispute_id,payment_id,status,reason,payment_method_type,payment_channel,card_brands,dispute_amount,currency",
         "dp-1,py-1,ACTION_REQUIRED,fraud,CARDS,CARDS,VISA,12.50,EUR", "xendit"),
        ("Amount,Currency,Status,Reason,Source,Order #,Customer,Email,Country,Disputed on,Respond by",
         "12.50,EUR,Needs response,Product not received,visa,1001,Dana,d@example.com,IL,2026-11-02,2026-11-12", "woocommerce_payments"),
        ("Dispute ID,Payment ID,Amount,Currency,Reason code,Evidence required by",
         "dsp_9rjd,pay_1,12.50,EUR,10.4,2026-11-12T18:00:00+00:00", "checkout"),
        ("Order,Type,Amount,Currency,Processor", "#1001,chargeback,12.50,EUR,Shopify", "shopify"),
    ],
    ids=["ppro", "xendit", "woocommerce", "checkout", "shopify"],
)  # fmt: skip
def test_known_layouts_name_their_processor(header: str, row: str, processor: str) -> None:
    denial = one(f"{header}\n{row}\n")
    assert (denial.processor, denial.amount) == (processor, Money(1250, "EUR"))


# -- days and times -----------------------------------------------------------------------------------------------


def test_one_date_decides_the_order_of_its_whole_column() -> None:
    header = "Dispute ID,Amount,Currency,Dispute date\n"
    day_first = denials(f"{header}D-1,1.00,USD,05/11/2026\nD-2,1.00,USD,25/11/2026\n", country="US")
    month_first = denials(f"{header}D-1,1.00,USD,11/05/2026\nD-2,1.00,USD,11/25/2026\n", country="IL")
    assert (
        [d.happened.at.date() for d in day_first] == [d.happened.at.date() for d in month_first] == [date(2026, 11, 5), date(2026, 11, 25)]
    )


@pytest.mark.parametrize(("country", "day"), [("IL", date(2026, 11, 5)), ("US", date(2026, 5, 11)), ("GB", date(2026, 11, 5))])
def test_ambiguous_dates_follow_the_country_and_are_flagged_once(country: str, day: date) -> None:
    text = "Dispute ID,Amount,Currency,Dispute date\nD-1,1.00,USD,05/11/2026\nD-2,1.00,USD,06/11/2026\n"
    reading = read(text, country=country)
    assert reading.incoming[0].denial.happened.at.date() == day
    assert codes(reading.notes).count(("sheet.day_order_assumed", 2)) == 1
    assert codes(reading.notes).count(("sheet.day_order_assumed", 3)) == 0


def test_header_may_state_the_order() -> None:
    reading = read("Dispute ID,Amount,Currency,Dispute date (MM/DD/YYYY)\nD-1,1.00,USD,05/11/2026\n")
    assert reading.incoming[0].denial.happened.at.date() == date(2026, 5, 11)
    assert reading.notes == ()


def test_two_columns_may_have_two_orders() -> None:
    denial = one("Dispute ID,Amount,Currency,Dispute date,Transaction date\nD-1,1.00,USD,25/11/2026,11/25/2026\n")
    assert denial.happened.at.date() == denial.transaction.day == date(2026, 11, 25)


def test_column_that_contradicts_itself_leaves_unclear_dates_open() -> None:
    rows = "D-1,1.00,USD,25/11/2026\nD-2,1.00,USD,11/25/2026\nD-3,1.00,USD,05/11/2026\n"
    reading = read(f"Dispute ID,Amount,Currency,Dispute date\n{rows}")
    first, second, third = (i.denial.happened for i in reading.incoming)
    assert first.at.date() == second.at.date() == date(2026, 11, 25)
    assert third.certainty is Certainty.UNKNOWN
    assert ("sheet.date_unreadable", 4) in codes(reading.notes)


@pytest.mark.parametrize(
    ("header", "cell", "moment"),
    [
        ("Due by (UTC)", "2026-11-12 10:00:00", "2026-11-12T10:00:00+00:00"),
        ("Due by", "2026-11-12T10:00:00+02:00", "2026-11-12T10:00:00+02:00"),
        ("Due by", "2026-11-12T10:00:00Z", "2026-11-12T10:00:00+00:00"),
        ("Due by", "12.11.2026 10:00 GMT+3", "2026-11-12T10:00:00+03:00"),
        ("Due by (Asia/Jerusalem)", "2026-07-12 10:00", "2026-07-12T10:00:00+03:00"),
        ("Due by", "2026-11-12 10:00", "2026-11-12T10:00:00+02:00"),
        ("Due by", "Nov 12 2026", "2026-11-12T23:59:59+02:00"),
        ("Due by", "12 בנובמבר 2026", "2026-11-12T23:59:59+02:00"),
        ("Due by", "1794477600", "2026-11-12T10:00:00+00:00"),
    ],
)
def test_due_is_read_in_the_zone_that_is_named(header: str, cell: str, moment: str) -> None:
    due = one(f"Dispute ID,Amount,Currency,{header}\nD-1,1.00,USD,{cell}\n").due.at
    assert due is not None
    assert due.isoformat() == moment


def test_zone_column_counts_for_its_row() -> None:
    found = denials(
        "Dispute ID,Amount,Currency,Due by,Time zone\nD-1,1.00,USD,2026-11-12 10:00,America/New_York\nD-2,1.00,USD,2026-11-12 10:00,\n"
    )
    assert [d.due.at.isoformat() for d in found if d.due.at] == ["2026-11-12T10:00:00-05:00", "2026-11-12T10:00:00+02:00"]


def test_due_that_cannot_be_read_is_said_and_not_invented() -> None:
    reading = read(f"{HEADER}\nD-1,5.00,USD,open,13.1,2026-11-02,soon\n")
    assert reading.incoming[0].denial.due.by is Due.NOT_STATED
    assert ("sheet.due_unreadable", 2) in codes(reading.notes)


def test_closed_dispute_has_no_answer_due() -> None:
    assert one(f"{HEADER}\nD-1,5.00,USD,lost,13.1,2026-11-02,2026-11-12\n").due.by is Due.NOT_STATED


# -- identity and privacy -----------------------------------------------------------------------------------------


def test_without_an_id_the_row_is_known_by_what_it_says() -> None:
    rows = "4111111111111111,5.00,USD,2026-09-30,x\n4111111111111111,6.00,USD,2026-09-30,x\n"
    text = f"Card number,Amount,Currency,Transaction date,Reason\n{rows}"
    first, again = denials(text), denials(text)
    assert [d.ref for d in first] == [d.ref for d in again]
    assert len({d.ref for d in first}) == 2
    assert ("sheet.no_reference", 2) in codes(read(text).notes)


def test_two_rows_that_nothing_tells_apart_are_both_kept() -> None:
    assert len({d.ref for d in denials("Amount,Currency,Reason\n5.00,USD,x\n5.00,USD,x\n")}) == 2


def test_same_payment_without_a_dispute_id_is_one_dispute() -> None:
    found = denials("Transaction ID,Amount,Currency,Status\nT-1,5.00,USD,open\nT-1,5.00,USD,won\n")
    assert len({d.ref for d in found}) == 1


def test_same_table_twice_has_the_same_ids_whenever_it_comes() -> None:
    body = f"{HEADER}\nD-1,5.00,USD,open,13.1,2026-11-02,\n".encode()
    first, later = (read_denial(body, context=context(now=NOW + timedelta(days=d), file=f"{d}.csv")) for d in (0, 3))
    assert first.incoming[0].denial.id == later.incoming[0].denial.id


def test_card_numbers_and_hidden_letters_do_not_get_in() -> None:
    reading = read(
        "Dispute ID,Amount,Currency,Customer name,Customer comment,Order\n"
        "D-1,5.00,USD,\u202eDana\x00,my card 4111 1111 1111 1111 cvv 123,4111-1111-1111-1111\nnote 4111111111111111,,,,,\n"
    )
    everything = repr(reading)
    assert "41111111" not in everything.replace(" ", "").replace("-", "")
    assert "123" not in reading.incoming[0].denial.claim
    assert reading.incoming[0].denial.customer.name == "Dana"


def test_signature_that_nobody_can_check_is_refused() -> None:
    with pytest.raises(SignatureWrong):
        read_denial(HEADER.encode(), context=context(signature="x"))


def test_note_of_ten_megabytes_is_cut_and_costs_nothing_else() -> None:
    denial = one(f"Dispute ID,Amount,Currency,Customer comment\nD-1,5.00,USD,{'a' * 10_000_000}\n")
    assert 0 < len(denial.claim) <= 150_000


# -- whose file it is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "name", "score"),
    [
        (f"{HEADER}\n".encode(), "x.csv", 58),
        ("מספר הכחשה;סכום\n".encode("cp1255"), "x.csv", 45),
        (b"a,b,c\n1,2,3\n", "x.csv", 20),
        (b"a,b,c\n1,2,3\n", "x.bin", 0),
        (b'{"object": "dispute", "amount": 5}', "x.json", 0),
        (b"%PDF-1.7\x00\x01\x02\x03", "x.csv", 0),
        (b"", "", 0),
    ],
)
def test_recognises_tables_but_leaves_room_for_those_who_know_their_own(head: bytes, name: str, score: int) -> None:
    assert recognise(head, name=name) == score


cells = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.lists(cells, max_size=8), max_size=6), st.sampled_from(",;\t|"))
@settings(max_examples=60, deadline=None)
def test_nothing_under_a_header_makes_it_fail_or_loses_a_row_silently(rows: list[list[str]], delimiter: str) -> None:
    text = "\n".join([HEADER.replace(",", delimiter), *(delimiter.join(row) for row in rows)])
    reading = read(text)
    assert all(isinstance(refusal, Refusal) for refusal in (*reading.refused, *reading.notes))


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    reading = read(body)
    assert reading.incoming or reading.refused or reading.notes or not body.strip()
    assert 0 <= recognise(body, name="x.csv") < 60


def test_answer_by_date_under_its_short_hebrew_heading_is_read() -> None:
    (incoming,) = read("מספר תיק;רשת;סכום;מטבע;תאריך הכחשה;להשיב עד\nIL-1;unionpay;1,020.00;ILS;13/11/2026;03/12/2026\n").incoming
    assert incoming.denial.due.at is not None
    assert incoming.denial.due.at.date().isoformat() == "2026-12-03"


# -- columns that are not read ---------------------------------------------------------------------------------------


def test_columns_that_nobody_knows_are_named_once() -> None:
    reading = read(f"{HEADER},Shelf,צבע המדף\nd-1,10.00,USD,Open,10.4,2026-11-01,2026-11-20,3,כחול\n")
    left = [note for note in reading.notes if note.code == "sheet.columns_left"]
    assert [(note.values["columns"], note.values["n"]) for note in left] == [("Shelf, צבע המדף", 2)]
    assert all(say(Reason(note.code, values=note.values), language) != note.code for note in left for language in Language)
    assert "sheet.columns_left" not in [note.code for note in read(f"{HEADER}\nd-1,10.00,USD,Open,10.4,2026-11-01,2026-11-20\n").notes]


@pytest.mark.parametrize("header", ["Notes", "Comment", "הערות", "הערה"])
def test_a_column_of_notes_is_the_claim_where_no_other_is(header: str) -> None:
    table = f"{HEADER},{header}\nd-1,10.00,USD,Open,10.4,2026-11-01,2026-11-20,It never came\n"
    assert one(table).claim == "It never came"
    assert "sheet.columns_left" not in [note.code for note in read(table).notes]


def test_the_customers_own_words_go_before_a_column_of_notes_which_is_named() -> None:
    table = f"{HEADER},Notes,Customer comment\nd-1,10.00,USD,Open,10.4,2026-11-01,2026-11-20,call back,It never came\n"
    assert one(table).claim == "It never came"
    assert [note.values["columns"] for note in read(table).notes if note.code == "sheet.columns_left"] == ["Notes"]
