"""A form that an owner types is read as they mean it, in Hebrew and English, and nothing in it disappears in silence."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import NOW, organisation
from yosher.adapters.processors.manual import shapes
from yosher.adapters.processors.manual.inbox import read_denial, recognise
from yosher.adapters.processors.manual.section import value_named
from yosher.cases.door.networks import NAMES, network_named
from yosher.cases.model import Due, Incoming, Reading, Says
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty
from yosher.kernel.words import EventKind, GoodsKind, Language, Network, Phase
from yosher.phrases.catalogue import vocabulary
from yosher.phrases.say import say

GUIDES = {language: Path(__file__).parents[4] / "docs" / "guides" / f"manual-form.{language}.md" for language in ("en", "he")}
SHORT = 'denial: {network: visa, code: "13.1", amount: "1250.00", currency: ILS}\n'


def example(number: int) -> str:
    """The examples of the English guide: 0 with English names, 1 with Hebrew ones."""
    return GUIDES["en"].read_text("utf-8").split("```yaml\n")[number + 1].split("```")[0]


def context(**changes: Any) -> InboxContext:
    return InboxContext(**({"organisation": organisation(), "now": NOW, "file": "form.yaml"} | changes))


def read(form: str | bytes | Any, **changes: Any) -> Reading:
    if isinstance(form, str):
        form = form.encode()
    return read_denial(form if isinstance(form, bytes) else json.dumps(form).encode(), context=context(**changes))


def one(form: Any, **changes: Any) -> Incoming:
    reading = read(form, **changes)
    assert reading.refused == ()
    (incoming,) = reading.incoming
    return incoming


def refused(form: Any) -> list[str]:
    return [refusal.code for refusal in read(form).refused]


def noted(form: Any) -> list[str]:
    return [note.code for note in read(form).notes]


# -- the whole form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1], ids=["english names", "hebrew names"])
def test_form_of_the_guide_is_read_field_by_field(number: int) -> None:
    reading = read(example(number))
    assert reading.notes == ()
    (incoming,) = reading.incoming
    denial = incoming.denial
    assert (denial.source, denial.says, denial.phase, denial.language) == ("manual", Says.OPENED, Phase.FIRST_CHARGEBACK, Language.HE)
    assert (denial.network, denial.code, denial.amount) == (Network.VISA, "13.1", Money(125000, "ILS"))
    assert (denial.place, denial.business, denial.processor, denial.confirmed) == ("IL", "company", None, False)
    assert denial.claim == "לא קיבלתי את המוצר ואף אחד לא עונה לי"
    assert denial.told_by is not None
    assert (denial.told_by.kind, denial.told_by.name, denial.told_by.channel) == ("acquirer", "ישראכרט", "letter")
    assert denial.told_by.received == denial.happened.at.date() == date(2026, 11, 2)
    assert (denial.due.by, denial.due.day_only) == (Due.LETTER, True)
    assert denial.due.at is not None
    assert denial.due.at.isoformat() == "2026-11-12T23:59:59+02:00"
    paid = denial.transaction
    assert (paid.id, paid.day, paid.amount) == ("A-77", date(2026, 9, 30), Money(125000, "ILS"))
    assert (paid.card_present, paid.authenticated, paid.instalments) == (False, False, 3)
    assert (denial.goods.kind, denial.goods.description, denial.goods.supplied) == (GoodsKind.PHYSICAL, "שולחן אוכל", None)
    assert (denial.customer.ref, denial.customer.email, denial.customer.language) == ("c-12", "dana@example.com", Language.HE)
    (told,) = incoming.told
    assert (told.kind, told.text, told.source, told.certainty) == (EventKind.SHIPPED, "נמסר לשליח", "courier", Certainty.DAY)
    (attached,) = incoming.attached
    assert (attached.kind, attached.file, attached.day) == ("proof_of_delivery", "delivery.pdf", date(2026, 10, 7))
    assert attached.shows == "חתימה של שכן"


def test_both_languages_of_the_guide_make_the_same_denial() -> None:
    assert one(example(0)).denial.ref == one(example(1)).denial.ref


def test_json_reads_as_yaml_does() -> None:
    form = {"denial": {"network": "visa", "code": "13.1", "amount": 1250, "currency": "ILS"}}
    assert one(form).denial.ref == one(SHORT).denial.ref
    assert one(form).denial.amount == Money(125000, "ILS")


def test_short_form_needs_no_sections() -> None:
    denial = one("סכום: 1,250 ₪\nכרטיס: דיינרס\nטענה: לא קיבלתי\nלקוח: דנה לוי\nמי הודיע: ישראכרט\n").denial
    assert (denial.amount, denial.network, denial.claim) == (Money(125000, "ILS"), Network.DINERS, "לא קיבלתי")
    assert denial.customer.name == "דנה לוי"
    assert denial.told_by is not None
    assert denial.told_by.name == "ישראכרט"


@pytest.mark.parametrize(
    "forms",
    [
        f"{SHORT}---\ndenial: {{code: 4853, amount: 5, currency: USD}}\n",
        [{"denial": {"code": "13.1", "amount": "1", "currency": "ILS"}}] * 2,
    ],
)
def test_several_forms_in_one_file_are_several_denials(forms: Any) -> None:
    assert len(read(forms).incoming) == 2


def test_bad_form_among_several_is_named_by_its_number() -> None:
    reading = read(f"{SHORT}---\nclaim: x\n---\n{SHORT.replace('13.1', '13.3')}")
    assert len(reading.incoming) == 2
    assert [(r.code, r.row) for r in reading.refused] == [("form.amount_missing", 2)]


def test_same_form_twice_is_the_same_denial_whenever_it_comes() -> None:
    first, later = one(example(0)), one(example(0), now=NOW + timedelta(days=2), file="again.yaml")
    assert (first.denial.ref, first.denial.id) == (later.denial.ref, later.denial.id)


def test_reference_that_was_told_is_the_ref_and_the_rest_may_be_corrected() -> None:
    form = "denial: {{ref: IC-5512, amount: {amount}, currency: ILS}}\nclaim: x\n"
    assert one(form.format(amount=5)).denial.ref == one(form.format(amount=6)).denial.ref == "IC-5512"


# -- sums, days, words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        *(("1250", 125000), ('"1,250.00"', 125000), ('"1.250,00"', 125000), ("1250.5", 125050), ("0.1", 10)),
        *(('"1,250 ₪"', 125000), ("1_250", None), ("012", 1200)),
    ],
)
def test_amount_is_read_as_it_is_typed(amount: str, minor: int | None) -> None:
    reading = read(f"denial: {{code: '13.1', amount: {amount}, currency: ILS}}\n")
    assert [i.denial.amount.minor for i in reading.incoming] == ([] if minor is None else [minor])


def test_json_float_is_exact() -> None:
    assert one(b'{"denial": {"code": "13.1", "amount": 1250.10, "currency": "ILS"}}').denial.amount == Money(125010, "ILS")


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 1250), ("KWD", 1250000), ("ILS", 125000), ("₪", 125000), ("שקלים", 125000)])
def test_currency_has_its_own_decimals(currency: str, minor: int) -> None:
    assert one(f"denial: {{code: '13.1', amount: 1250, currency: {currency}}}\n").denial.amount.minor == minor


def test_code_keeps_its_zero() -> None:
    assert one("denial: {code: 13.10, amount: 5, currency: ILS}\n").denial.code == "13.10"


@pytest.mark.parametrize("day", ["2026-11-12", "12.11.2026", "12/11/2026", "12.11.26", "12 בנובמבר 2026", "12 November 2026"])
def test_day_is_read_with_the_day_before_the_month(day: str) -> None:
    due = one(f"{SHORT}told_by: {{kind: bank, answer_by: {day}}}\n").denial.due
    assert due.at is not None
    assert due.at.isoformat() == "2026-11-12T23:59:59+02:00"


def test_day_in_summer_ends_with_the_summers_offset() -> None:
    due = one(f"{SHORT}told_by: {{kind: bank, answer_by: 2026-07-12}}\n").denial.due
    assert due.at is not None
    assert due.at.isoformat() == "2026-07-12T23:59:59+03:00"


@pytest.mark.parametrize(
    ("teller", "by"), [("processor", Due.PROCESSOR), ("platform", Due.PROCESSOR), ("סולק", Due.LETTER), ("bank", Due.LETTER)]
)
def test_who_states_the_due_is_kept(teller: str, by: Due) -> None:
    assert one(f"{SHORT}told_by: {{kind: {teller}, answer_by: 2026-11-12}}\n").denial.due.by is by


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("כן", True), ("yes", True), ("false", False), ("לא", False), ("no", False), ("null", None), ("", None)],
)
def test_absent_boolean_is_unknown_and_never_false(text: str, value: bool | None) -> None:
    reading = read(f"{SHORT}transaction:\n  card_present: {text}\n")
    assert reading.incoming[0].denial.transaction.card_present is value
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("word", "network"),
    [
        *(("ויזה", Network.VISA), ("מאסטרקארד", Network.MASTERCARD), ("ישראכרט", Network.ISRACARD)),
        *(("אמריקן אקספרס", Network.AMEX), ("דיינרס", Network.DINERS)),
    ],
)
def test_network_may_be_said_in_hebrew(word: str, network: Network) -> None:
    assert one(f"denial: {{network: {word}, amount: 5, currency: ILS}}\nclaim: x\n").denial.network is network


def test_unknown_kinds_are_kept_with_their_word() -> None:
    incoming = one(f"{SHORT}events: [{{at: 2026-10-05, kind: abduction, text: x}}]\nexhibits: [{{kind: מכתב מהדודה, shows: y}}]\n")
    assert (incoming.told[0].kind, incoming.told[0].kind_raw) == (EventKind.OTHER, "abduction")
    assert (incoming.attached[0].kind, incoming.attached[0].kind_raw, incoming.attached[0].file) == ("other", "מכתב מהדודה", None)


@pytest.mark.parametrize(
    ("teller", "code", "phase"),
    [
        *(("customer", "", Phase.DIRECT), ("lawyer", "", Phase.DIRECT)),
        *(("acquirer", "", Phase.FIRST_CHARGEBACK), ("customer", "code: '13.1', ", Phase.FIRST_CHARGEBACK)),
    ],
)
def test_claim_from_a_customer_without_a_code_is_outside_the_card(teller: str, code: str, phase: Phase) -> None:
    form = f"denial: {{{code}amount: 5, currency: ILS}}\nclaim: x\ntold_by: {{kind: {teller}}}\n"
    assert one(form).denial.phase is phase


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_may_be_told(phase: Phase) -> None:
    denial = one(f"{SHORT}phase: {phase}\n").denial
    assert (denial.phase, denial.says) == (phase, Says.ALERT if phase is Phase.ALERT else Says.OPENED)


# -- what is missing, wrong or not to be kept ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("denial: {code: '13.1', currency: ILS}", "form.amount_missing"),
        ("denial: {code: '13.1', amount: 5}", "form.currency_missing"),
        ("denial: {amount: 5, currency: ILS}", "form.claim_or_code_missing"),
        ("denial: {code: '13.1', amount: 5, currency: XQQ}", "intake.unknown_currency"),
        ("denial: {code: '13.1', amount: five, currency: ILS}", "intake.amount_unreadable"),
        ("denial: {code: '13.1', amount: 1.234, currency: ILS}", "sheet.amount_unclear"),
        ("denial: {code: '13.1', amount: -5, currency: ILS}", "form.amount_not_positive"),
        ("denial: {code: '13.1', amount: 0, currency: ILS}", "form.amount_not_positive"),
        ("denial: {code: '13.1', amount: 5 $, currency: ILS}", "form.two_currencies"),
        ("claim: x", "form.amount_missing"),
        ("just words", "form.no_fields"),
        ("denial: {code: '13.1'", "form.not_yaml"),
        ("denial:\n\tamount: 5", "form.not_yaml"),
        ('{"denial": {"amount": 5,', "intake.truncated"),
        ("", "form.empty"),
        ("---\n---\n", "form.empty"),
        ("a: &a [1]\nb: *a\n", "form.alias"),
        ("[" * 50 + "]" * 50, "form.too_deep"),
        ("a: " + "[" * 50 + "]" * 50, "form.too_deep"),
        ("x: [" + "1," * 60_000 + "]", "form.too_many_parts"),
        (bytes(range(1, 32)) * 10, "form.not_text"),
    ],
)
def test_form_that_cannot_be_taken_says_why(form: Any, code: str) -> None:
    assert refused(form) == [code]


def test_form_larger_than_a_form_is_refused() -> None:
    assert refused(b"#" * 16_000_001) == ["form.too_large"]


def test_ten_megabytes_of_claim_are_read_and_cut() -> None:
    assert 0 < len(one(f'{SHORT}claim: "{"a " * 5_000_000}"\n').denial.claim) <= 150_000


@pytest.mark.parametrize(
    ("extra", "known"),
    [
        ("costumer: {name: x}", {"customer"}),
        ("לקוחת: {שם: x}", {"לקוח", "לקוחה"}),
        ("customer: {mial: a@b.c}", {"email", "mail"}),
        ("zzz: 1", {"place", "claim", "denial"}),
        ("ץץץ: 1", {"מקום", "טענה", "הכחשה"}),
    ],
)
def test_a_field_that_is_not_known_comes_with_the_names_that_are(extra: str, known: set[str]) -> None:
    (note,) = read(f"{SHORT}{extra}\n").notes
    offered = set(str(note.values["known"]).split(", "))
    assert known & offered
    assert "customer" not in offered or not extra.startswith("ל")


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ("colour: red", "form.unknown_field"),
        ("customer: {colour: red}", "form.unknown_field"),
        ("told_by: {answer_by: soon}", "form.date_unreadable"),
        ("goods: {kind: house}", "form.value_unknown"),
        ("goods: [house]", "form.wrong_type"),
        ("events: [fell]", "form.wrong_type"),
        ("claim: a\nטענה: b", "form.field_twice"),
        ("transaction: {amount: many}", "intake.amount_unreadable"),
        ("transaction: {instalments: few}", "form.value_unknown"),
        ("denial_extra: x", "form.unknown_field"),
    ],
)
def test_what_is_not_understood_is_told_and_the_form_goes_in(extra: str, code: str) -> None:
    reading = read(f"{SHORT}{extra}\n")
    assert len(reading.incoming) == 1
    assert [note.code for note in reading.notes] == [code]


@pytest.mark.parametrize("name", sorted(shapes.CONFIDENTIAL))
def test_mediation_and_offers_do_not_get_into_the_case(name: str) -> None:
    form = f"{SHORT}claim: it never came\n{name}: they would take 300\n"
    reading = read(form)
    assert "300" not in repr(reading.incoming)
    assert reading.incoming[0].denial.claim == "it never came"
    assert [note.code for note in reading.notes] == ["form.confidential_left_out"]


def test_card_numbers_and_hidden_letters_do_not_get_in() -> None:
    reading = read(
        "denial: {ref: 4111111111111111, amount: 5, currency: ILS}\nclaim: my card 4111 1111 1111 1111\u202e\n"
        'customer: {name: "D\\0ana 4111-1111-1111-1111"}\nevents: [{kind: call, text: said 4111111111111111}]\n'
        "exhibits: [{kind: x 4111111111111111, file: ../4111111111111111.pdf}]\n4111111111111111: x\n"
    )
    everything = repr(reading)
    assert "11111111" not in everything.replace(" ", "").replace("-", "")
    assert "\u202e" not in everything
    assert reading.incoming[0].denial.customer.name == "Dana •••• 1111"


def test_signature_that_nobody_can_check_is_refused() -> None:
    with pytest.raises(SignatureWrong):
        read(SHORT, signature="x")


@pytest.mark.parametrize(
    ("head", "name", "score"),
    [
        (SHORT, "a.yaml", 90),
        (example(0), "a", 90),
        (example(1), "a", 90),
        ('{"denial": {"amount": 5, "currency": "ILS"}, "claim": "x"}', "a.json", 90),
        ("סכום: 5\nמטבע: ILS\n", "a.txt", 55),
        ("a: 1\n", "a.yaml", 30),
        ('{"id": "dp_1", "object": "dispute", "amount": 5}', "a.json", 0),
        ("Dispute ID,Amount\nD-1,5\n", "a.csv", 0),
        ("", "", 0),
    ],
)
def test_recognises_forms_by_their_fields(head: str, name: str, score: int) -> None:
    assert recognise(head.encode(), name=name) == score


# -- the guide ----------------------------------------------------------------------------------------------------


def rows_of(language: str) -> dict[str, list[list[str]]]:
    """The tables of a guide: heading → rows of cells."""
    tables: dict[str, list[list[str]]] = {}
    heading = ""
    for line in GUIDES[language].read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line
        elif line.startswith("| `"):
            tables.setdefault(heading, []).append([cell.strip() for cell in line.strip("|").split(" | ")])
    return tables


def names_in(cells: list[str]) -> set[str]:
    return {name for cell in cells for name in cell.split("`")[1::2]}


@pytest.mark.parametrize("language", ["en", "he"])
def test_guide_lists_every_field_with_all_its_names(language: str) -> None:
    tables = list(rows_of(language).values())
    for (section, fields), table in zip({"": shapes.TOP, **shapes.SECTIONS}.items(), tables, strict=False):
        told = {row[0].strip("`"): names_in(row[1:3]) for row in table}
        assert told == {field: set(names) for field, names in fields.items()}, section


@pytest.mark.parametrize("language", ["en", "he"])
def test_guide_lists_every_word_with_all_its_names(language: str) -> None:
    tables = list(rows_of(language).values())[1 + len(shapes.SECTIONS) :]
    for (group, words), table in zip(shapes.VALUES.items(), tables, strict=False):
        assert {row[0].strip("`"): names_in(row[1:]) for row in table} == {word: set(names) for word, names in words.items()}, group
    networks, events, evidence = tables[len(shapes.VALUES) :]
    assert {row[0].strip("`"): names_in(row[1:]) | {row[0].strip("`")} for row in networks} == {
        network: {*names, network.value} for network, names in NAMES.items()
    }
    for group, table in (("event", events), ("evidence", evidence)):
        assert [row[0].strip("`") for row in table] == [key for of, key in vocabulary() if of == group]


FIELD_NAMES = [
    (section, field, name)
    for section, fields in {"": shapes.TOP, **shapes.SECTIONS}.items()
    for field, names in fields.items()
    for name in (field, *names)
]


@pytest.mark.parametrize(("section", "field", "name"), FIELD_NAMES)
def test_every_name_of_a_field_is_taken(section: str, field: str, name: str) -> None:
    base: dict[str, Any] = {"denial": {"amount": "5", "currency": "ILS", "code": "13.1"}, "claim": "x"}
    if not section:
        value = base.pop(field, None)
        form = base | {name: value if value is not None else None}
    elif section in ("events", "exhibits"):
        form = base | {section: [{name: None}]}
    elif section == "denial":
        form = base | {"denial": {key: value for key, value in base["denial"].items() if key != field} | {name: base["denial"].get(field)}}
    else:
        form = base | {section: {name: None}}
    assert noted(form) == []
    assert len(read(form).incoming) == 1


@pytest.mark.parametrize(
    ("group", "ours", "said"),
    [(group, ours, said) for group, words in shapes.VALUES.items() for ours, names in words.items() for said in (ours, *names)]
    + [
        (group, key, said)
        for (group, key), row in vocabulary().items()
        if group in ("event", "evidence", "phase")
        for said in (key, row["english"], row["hebrew"])
    ],
)
def test_every_word_of_the_guide_is_taken(group: str, ours: str, said: str) -> None:
    assert value_named(group, said) == ours


@pytest.mark.parametrize(("network", "name"), [(network, name) for network, names in NAMES.items() for name in names])
def test_every_name_of_a_network_is_taken(network: Network, name: str) -> None:
    assert network_named(name) is network


nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([n for *_, n in FIELD_NAMES]), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*shapes.TOP, "amount", "currency"]), nested, max_size=6))
@settings(max_examples=80, deadline=None)
def test_any_nested_value_is_read_or_refused(form: dict[str, Any]) -> None:
    reading = read(json.dumps(form).encode())
    assert len(reading.incoming) + len(reading.refused) == 1


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    reading = read(body)
    assert reading.incoming or reading.refused
    assert 0 <= recognise(body, name="x") <= 100


@pytest.mark.parametrize(
    ("paid", "instalments", "codes"),
    [
        ("1000 ILS", None, ["form.denied_above_payment"]),
        ("1250 ILS", None, []),
        ("1000 USD", None, []),
        ("1000 ILS", 3, []),
        ("", None, []),
    ],
)
def test_a_denied_sum_above_the_payment_is_pointed_out(paid: str, instalments: int | None, codes: list[str]) -> None:
    transaction = {"amount": paid, **({"instalments": instalments} if instalments else {})}
    form = {"denial": {"amount": "1250", "currency": "ILS", "code": "13.1", "network": "visa"}, "transaction": transaction}
    notes = [note for note in read(json.dumps(form)).notes if note.code.startswith("form.")]
    assert [note.code for note in notes] == codes
    for note in notes:
        for language in Language:
            assert "1,250.00" in say(Reason(note.code, values=note.values), language)
