"""The letter's promises: every fact shown, nothing claimed beyond it, nobody accused (craft checks R1–R14)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

import given_packet as g
from yosher.evidence.model import Exhibit, Lawful, Readable
from yosher.kernel.ids import PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, ClaimFamily, GoodsKind, Language, Network, Phase
from yosher.packets.compose import compose
from yosher.packets.elements import CONTRADICTED, NAMES
from yosher.packets.exhibits import by_letter
from yosher.packets.fields import GENERIC, plain
from yosher.packets.material import Material
from yosher.packets.model import Cite, Foreign, NothingToShow, Packet, Text, Token
from yosher.packets.tone import harsh_words
from yosher.people.model import Person, Role
from yosher.phrases.catalogue import word

BOTH = pytest.mark.parametrize("language", ["en", "he"])
EVERY = pytest.mark.parametrize("scene", g.SCENES, ids=lambda scene: scene.__name__)
Scene = Callable[..., Material]


def composed(it: Material, **changes: Any) -> Packet:
    return compose(it, field_map=GENERIC, **changes)


def said(packet: Packet, text: Text) -> str:
    return plain(text, by_letter(packet.exhibits), packet.language)


def whole(packet: Packet) -> list[Text]:
    letter = packet.letter
    lines = [line.text for element in letter.elements for line in element.lines]
    return [letter.subject, letter.answer, *lines, *letter.disclosed, letter.ask, letter.approved]


@BOTH
@EVERY
def test_every_row_cites_an_exhibit_of_the_packet_and_every_exhibit_is_cited(scene: Scene, language: str) -> None:
    packet = composed(scene(language))
    cited = [line.cite.exhibit for element in packet.letter.elements for line in element.lines]
    assert set(cited) == {page.id for page in packet.exhibits}
    assert list(dict.fromkeys(cited)) == [page.id for page in packet.exhibits], "letters follow the order of the table"
    assert all(element.lines for element in packet.letter.elements)


@BOTH
@EVERY
def test_the_answer_and_what_is_added_cite_exhibits(scene: Scene, language: str) -> None:
    packet = composed(scene(language))
    ids = {page.id for page in packet.exhibits}
    for text in (packet.letter.answer, *packet.letter.disclosed):
        cites = [run.exhibit for run in text if isinstance(run, Cite)]
        assert cites
        assert set(cites) <= ids


@BOTH
@EVERY
def test_every_value_of_a_row_stands_in_the_exhibit_that_it_cites(scene: Scene, language: str) -> None:
    it = scene(language)
    packet = composed(it)
    exhibits = {exhibit.id: exhibit for exhibit in it.timeline.exhibits}
    for element in packet.letter.elements:
        for line in element.lines:
            held = " ".join(str(value) for _, value in exhibits[line.cite.exhibit].rows)
            for run in line.text:
                match run:
                    case Money() | datetime() | Token():
                        assert (str(run.text) if isinstance(run, Token) else str(run)) in held or _counted(run, exhibits[line.cite.exhibit])
                    case Foreign() if run.language is not Language(language):
                        assert run.text in held


def _counted(run: object, exhibit: Any) -> bool:
    """The number of rows of a table is no value of a row."""
    return isinstance(run, Token) and run.text == str(len(exhibit.records))


@BOTH
@EVERY
def test_no_sentence_is_longer_than_twenty_five_words(scene: Scene, language: str) -> None:
    packet = composed(scene(language))
    for text in whole(packet):
        for sentence in re.split(r"[.;?] ", re.sub(r"\([^)]*\)", "", said(packet, text))):
            assert len(sentence.split()) <= 25, sentence


@BOTH
@EVERY
def test_the_letter_is_calm_and_says_nothing_of_the_finding(scene: Scene, language: str) -> None:
    packet = composed(scene(language))
    page = " ".join(said(packet, text) for text in whole(packet))
    assert harsh_words(page) == ()
    for key in ("tactical", "mistaken", "right", "partly"):
        assert word("finding", key, Language(language)) not in page


@BOTH
def test_the_identification_is_equal_to_the_denials_record(language: str) -> None:
    it = g.delivered(language)
    packet = composed(it)
    shown = [said(packet, one.value) for one in packet.letter.identification]
    deal = it.case.denial.transaction
    for value in (it.case.denial.ref, deal.arn, deal.authorization_code, deal.last4, deal.descriptor, deal.order):
        assert value in shown
    assert len(shown) == 12


def test_what_the_denial_does_not_state_is_said_not_to_be_stated() -> None:
    packet = composed(
        g.delivered(denial_={"transaction": g.Transaction(order="HP-20418"), "due": g.StatedDue(), "customer": g.CustomerRef()})
    )
    shown = {one.label: said(packet, one.value) for one in packet.letter.identification}
    assert shown["ARN"] == shown["Answer by"] == shown["Card ending"] == "not stated"
    assert "Cardholder" not in shown


@pytest.mark.parametrize(
    ("scene", "answer"),
    [
        (g.delivered, "Delivered 6 May 2026 11:12 UTC-07:00 to 418 Alder Court, Portland, signed by M. Ortega (Exhibit A). "),
        (g.authenticated, "3-D Secure: authenticated (Y), ECI 05 (Exhibit A). "),
    ],
)
def test_the_answer_is_the_deciding_fact_and_what_follows_for_the_claim(scene: Scene, answer: str) -> None:
    packet = composed(scene())
    assert said(packet, packet.letter.answer).startswith(answer)
    assert said(packet, packet.letter.answer).endswith("does not agree with this record.")


def test_weak_proof_only_bears_on_the_claim() -> None:
    files = g.Files()
    scan = files.exhibit("proof_of_delivery", "scan.jpg", b"\xff\xd8", readable=Readable.UNREAD, text="")
    packet = composed(g.delivered(exhibits=(scan,), records_=[g.payment(), g.order()]))
    assert said(packet, packet.letter.answer) == (
        "Attached as a picture or scan whose words were not read here; it bears on the claim “not received” (Exhibit A)."
    )


WHOLE = "USD\u00a01,248.60"


@pytest.mark.parametrize(
    ("changes", "request_", "refund_line"),
    [
        ({}, f"Please reverse the denial and return {WHOLE} to the business.", "No refund of this payment is recorded in this case."),
        ({"case_": {"phase": Phase.INQUIRY}}, f"Please close this inquiry without a chargeback of {WHOLE}.", "No refund"),
        (
            {"case_": {"refunded": Money(24860, "USD")}},
            "Please reverse the denial for the rest and return USD\u00a01,000.00",
            "USD\u00a0248.60 was refunded",
        ),
        ({"case_": {"refunded": Money(124860, "USD")}}, "Please close the denial, so that the sum", f"{WHOLE} was refunded"),
        ({"choice": Choice.ACCEPT}, f"Please close the denial; {WHOLE} stays with the cardholder.", "No refund"),
        ({"choice": Choice.LAWYER}, f"Advice is asked on {WHOLE}", "No refund"),
        ({"choice": Choice.COURT}, f"This page sets out what the records show about {WHOLE}.", "No refund"),
    ],
)
def test_what_is_asked_follows_from_the_choice_the_phase_and_what_was_refunded(changes: Any, request_: str, refund_line: str) -> None:
    packet = composed(g.delivered(**changes))
    ask = said(packet, packet.letter.ask)
    assert ask.startswith(request_)
    assert refund_line in ask


def test_a_recorded_part_refund_is_taken_off_and_cited() -> None:
    it = g.partly_refunded()
    packet = composed(it)
    ask = said(packet, packet.letter.ask)
    assert "return USD\u00a0948.60" in ask
    assert "USD\u00a0300.00 was refunded" in ask


@BOTH
def test_a_late_delivery_is_said_by_ourselves(language: str) -> None:
    packet = composed(g.late(language))
    added = " ".join(said(packet, text) for text in packet.letter.disclosed)
    assert {"en": "Delivery was promised by 1 May 2026", "he": "האספקה הובטחה עד 1.5.2026"}[language] in added


def test_what_no_exhibit_of_the_packet_shows_is_not_told_to_a_receiver_and_is_told_to_a_lawyer() -> None:
    rows = [g.payment(avs_result="N"), g.order(), g.shipment()]
    receiver, lawyer = (composed(g.delivered(records_=rows, choice=choice)) for choice in (Choice.FIGHT, Choice.LAWYER))
    shown = {page.kind for page in receiver.exhibits}
    assert "transaction_receipt" not in shown
    assert not any("address check" in said(receiver, text).lower() for text in receiver.letter.disclosed)
    assert any("address check" in said(lawyer, text).lower() for text in lawyer.letter.disclosed)


@pytest.mark.parametrize(
    "changes",
    [
        {"lawful": Lawful.UNLAWFUL},
        {"lawful": Lawful.UNCHECKED},
        {"blob": None, "readable": Readable.DESCRIBED, "name": "", "media_type": "", "text": ""},
        {"readable": Readable.UNREADABLE},
        {"media_type": "audio/mpeg"},
    ],
    ids=["unlawful", "unchecked", "described", "unreadable", "sound"],
)
def test_what_may_not_be_shown_never_enters(changes: Any) -> None:
    paper = g.Files().exhibit("proof_of_delivery", "a.pdf", b"%PDF", **changes)
    it = g.delivered(records_=[g.payment(), g.order()], exhibits=(paper,))
    packet = composed(it)
    assert paper.id not in {page.id for page in packet.exhibits}
    assert paper.id not in str(packet)


def test_without_anything_to_show_there_is_no_packet() -> None:
    with pytest.raises(NothingToShow) as refused:
        composed(g.delivered(records_=[]))
    assert refused.value.reason.code == "packet.nothing_to_show"


@BOTH
def test_an_acceptance_is_one_page_without_evidence(language: str) -> None:
    packet = composed(g.delivered(language, choice=Choice.ACCEPT))
    assert packet.exhibits == ()
    assert packet.timetable.rows == ()
    assert packet.letter.elements == ()
    assert packet.letter.disclosed == ()


@BOTH
def test_who_approved_stands_on_the_letter_with_name_role_and_time(language: str) -> None:
    it = g.delivered(language)
    draft, approved = composed(it), composed(it, approved=(Person(PersonId("p"), it.organisation.id, "Ruth Calloway", Role.OWNER), g.NOW))
    assert {"en": "Draft", "he": "טיוטה"}[language] in said(draft, draft.letter.approved)
    shown = said(approved, approved.letter.approved)
    assert "Ruth Calloway" in shown
    assert {"en": "owner", "he": "בעלים"}[language] in shown
    assert f"{g.NOW.astimezone(it.organisation.tz):%H:%M}" in shown


@BOTH
def test_yosher_is_no_lawyer_on_every_letter(language: str) -> None:
    words = composed(g.delivered(language)).words["no_lawyer"]
    assert {"en": "not a lawyer", "he": "אינו עורך דין"}[language] in words


def test_a_customers_own_words_that_agree_are_a_line_of_their_own() -> None:
    chat = [g.message(1, "2026-05-08T17:02", "in", "I received the desk yesterday, thank you.")]
    it = g.delivered(records_=[g.payment(), g.order(), g.shipment(), *chat])
    packet = composed(it)
    before = next(e for e in packet.letter.elements if e.key == "not_received.before_denial")
    assert "I received the desk yesterday" in said(packet, before.lines[0].text)
    assert isinstance(it.timeline.denial.happened.at.date(), date)


def test_a_claim_without_a_family_is_not_put_into_the_customers_mouth() -> None:
    it = g.delivered()
    packet = composed(replace(it, timeline=replace(it.timeline, family=ClaimFamily.OTHER)))
    assert said(packet, packet.letter.subject) == "Visa 13.1: contested"
    assert said(packet, packet.letter.answer).endswith("The records are set out below.")


def test_the_answer_is_what_happened_and_not_that_somebody_wrote() -> None:
    """A long correspondence and a payment say less about “not me” than a delivery does."""
    rows = [g.payment(three_ds="", eci=""), g.order(), g.shipment(), *g.chat(count=6)]
    packet = composed(g.delivered(denial_={"code": "10.4"}, records_=rows))
    assert said(packet, packet.letter.answer).startswith("Delivered 6 May 2026")


def test_where_only_messages_and_a_payment_speak_the_answer_claims_no_more() -> None:
    rows = [g.payment(three_ds="", eci="", avs_result="", cvv_result=""), *g.chat(count=6)]
    packet = composed(g.delivered(denial_={"code": "10.4"}, records_=rows))
    assert "does not agree" not in said(packet, packet.letter.answer)


def test_what_the_same_record_says_in_full_is_not_said_again_in_part() -> None:
    packet = composed(g.delivered())
    for element in packet.letter.elements:
        texts = [said(packet, line.text) for line in element.lines]
        assert not any(one != other and other.startswith(one) for one in texts for other in texts)


def test_a_processors_word_for_a_reason_is_kept_out_of_the_title() -> None:
    packet = composed(g.delivered(denial_={"network": Network.PAYPAL, "code": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED"}))
    assert said(packet, packet.letter.subject) == "PayPal, “not received”: contested"
    assert "MERCHANDISE_OR_SERVICE_NOT_RECEIVED" in [
        word for one in packet.letter.identification for word in said(packet, one.value).split()
    ]


@BOTH
def test_a_lawyer_is_told_when_nothing_answers_the_claim_yet(language: str) -> None:
    packet = composed(g.delivered(language, choice=Choice.LAWYER, records_=[g.payment(language)]))
    assert packet.letter.elements == ()
    assert {"en": "No lawful exhibit answers the claim yet.", "he": "אין עדיין מוצג"}[language] in said(packet, packet.letter.answer)
    assert packet.letter.disclosed, "what is missing is listed"


def test_an_element_that_an_adverse_fact_contradicts_is_not_claimed() -> None:
    asked = g.message(1, "2026-05-15T10:00", "in", "Please cancel my subscription.")
    used = [g.given.record("logins", "2026-05-18T10:00", id="l", customer="c-30917", at="2026-05-18T10:00:00+00:00", action="view")]
    goods = g.Goods(GoodsKind.SUBSCRIPTION, "Course", "web", True)
    packet = composed(g.delivered(denial_={"code": "13.2", "goods": goods}, records_=[g.payment(), g.order(), asked, *used]))
    assert "cancelled.no_timely_cancellation" not in {element.key for element in packet.letter.elements}
    assert said(packet, packet.letter.answer).startswith("Use on 18 May 2026")


def test_each_adverse_fact_that_bars_an_element_names_real_ones() -> None:
    barred = {element for elements in CONTRADICTED.values() for element in elements}
    assert barred <= set(NAMES)


def test_a_parcel_that_somebody_else_took_is_handed_over_but_not_to_the_right_person() -> None:
    packet = composed(g.delivered(records_=[g.payment(), g.order(), g.shipment(signed_by="D. Other")]))
    assert "not_received.right_place" not in {element.key for element in packet.letter.elements}
    assert any("another person" in said(packet, text) for text in packet.letter.disclosed)


# -- correspondence ----------------------------------------------------------------------------------------------------

CHATS = {
    "en": ("when does the desk come?", "soon", "It arrived yesterday, thanks"),
    "he": ("מתי מגיע השולחן?", "בקרוב", "השולחן הגיע אתמול, תודה"),
}


def chat_of(language: str, count: int) -> Exhibit:
    """The first messages of a chat that was handed in as a file."""
    writers = (g.NAME[language], g.SHOP[language], g.NAME[language])
    lines = zip((13, 14, 15), writers, CHATS[language], strict=True)
    text = "\n".join([f"[{day}.5.2026, 18:03:00] {who}: {words}" for day, who, words in lines][:count])
    return g.Files().exhibit("customer_communication", "chat.txt", text.encode(), text=text)


@BOTH
def test_correspondence_in_which_nothing_bears_on_the_claim_answers_nothing(language: str) -> None:
    with pytest.raises(NothingToShow):
        composed(g.delivered(language, records_=[], exhibits=(chat_of(language, 2),)))


@BOTH
def test_correspondence_in_which_the_customer_confirms_is_quoted(language: str) -> None:
    letter = composed(g.delivered(language, records_=[], exhibits=(chat_of(language, 3),))).letter
    assert [element.key for element in letter.elements] == ["not_received.before_denial"]
    assert CHATS[language][2] in plain(letter.answer, {}, Language(language))


@BOTH
def test_a_remedy_that_we_wrote_of_is_quoted_where_goods_are_said_to_be_not_as_described(language: str) -> None:
    offered = {"en": "You can send the desk back at our cost.", "he": "אפשר להחזיר את השולחן על חשבוננו."}[language]
    wrote = [g.message(1, "2026-05-08T10:00", "out", offered), g.message(2, "2026-05-09T10:00", "out", "ok")]
    letter = composed(g.delivered(language, denial_={"code": "13.3"}, records_=[g.order(language), *wrote])).letter
    facts = [plain(line.text, {}, Language(language)) for element in letter.elements for line in element.lines]
    assert [fact for fact in facts if offered in fact]


# -- pictures ----------------------------------------------------------------------------------------------------------

DESCRIBED = {"en": "signature of a neighbour", "he": "חתימה של שכן"}


def picture(language: str, **changes: Any) -> Exhibit:
    plain: dict[str, Any] = {"readable": Readable.UNREAD, "text": "", "shows": DESCRIBED[language]}
    return g.Files().exhibit("signed_delivery_confirmation", "note.jpg", b"\xff\xd8", **(plain | changes))


@BOTH
def test_what_only_our_description_of_a_picture_says_is_kept_inside_and_never_told_as_a_record(language: str) -> None:
    it = g.delivered(language, records_=[g.order(language), g.shipment(language, signed_by="")], exhibits=(picture(language),))
    packet = composed(it)
    assert "adverse.signed_by_other" in [reason.code for reason in it.timeline.adverse]
    assert [reason.code for reason in it.timeline.described] == ["adverse.signed_by_other"]
    assert packet.letter.disclosed == ()


@BOTH
def test_what_the_paper_itself_says_is_disclosed_though_we_described_it_too(language: str) -> None:
    said = {"en": "Order HP-20418. Delivered 6 May 2026, signed by neighbour", "he": "הזמנה HP-20418. נמסר 06.05.2026, חתימה של שכן"}[
        language
    ]
    note = picture(language, readable=Readable.READ, text=said)
    it = g.delivered(language, records_=[g.order(language)], exhibits=(note,))
    assert it.timeline.described == ()
    assert "adverse.signed_by_other" in [reason.code for reason in it.timeline.adverse]


@BOTH
def test_an_unread_picture_is_named_as_such_and_never_the_deciding_line(language: str) -> None:
    it = g.delivered(language, records_=[], exhibits=(picture(language, shows="", text=""),))
    letter = composed(it).letter
    lines = [plain(line.text, {}, Language(language)) for element in letter.elements for line in element.lines]
    words = {"en": "not read here", "he": "לא נקרא כאן"}[language]
    assert lines
    assert all(words in line for line in lines)
    assert words in plain(letter.answer, {}, Language(language))
