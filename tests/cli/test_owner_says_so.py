"""What an owner only says of a file or of a refund decides nothing by itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from commands import Line

FORM = """
told_by: {kind: acquirer, name: Isracard, channel: letter, received: 2026-11-20, answer_by: 2026-12-10}
denial: {network: visa, code: "13.1", amount: "480.00", currency: ILS}
transaction: {id: TX-904, date: 2026-10-20, amount: "480.00", currency: ILS, card_present: false}
goods: {kind: physical, description: chair}
claim: "I never received the chair"
"""
DELIVERED = b"DHL proof of delivery. Shipment of order TX-904 delivered and signed for by the customer on 2026-10-22."


def answered(cli: Line, tmp_path: Path, form: str = FORM, **files: bytes) -> dict[str, object]:
    (tmp_path / "form.yaml").write_text(form, "utf-8")
    case = cli.did("intake", tmp_path / "form.yaml")["cases"][0]["case"]
    for name, content in files.items():
        path = tmp_path / name.replace("_", ".")
        path.write_bytes(content)
        cli.did("evidence", "add", case, path, "--kind", "signed_delivery_confirmation")
    return dict(cli.did("answer", case, "--out", tmp_path / "out"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note_exe", b"MZ\x00"),
        ("note_exe", b"MZ"),
        ("empty_txt", b""),
        ("note_pdf", b"This is no PDF."),
        ("broken_pdf", b"%PDF-1.7 nothing follows"),
        ("thanks_txt", b"Dear Moshe, thank you. Regards, Ruth"),
        ("foreign_txt", b"Dear Moshe, your order TX-777 was delivered and signed for by Moshe on 2026-10-22. DHL"),
        ("nameless_txt", b"DHL: delivered and signed for by the receiver on 2026-10-22."),
    ],
)
@pytest.mark.parametrize("language", ["he", "en"])
def test_a_file_is_no_delivery_note_because_it_is_called_one(cli: Line, tmp_path: Path, name: str, content: bytes, language: str) -> None:

    answer = answered(replace(cli, language=language), tmp_path, **{name: content})
    assert answer["finding"]["kind"] == "unknown"
    assert answer["decision"]["choice"] == "talk"
    state = next(proof["state"] for proof in answer["evidence"] if proof["kind"] == "signed_delivery_confirmation")
    assert state in ("weak", "missing")


def test_a_readable_note_of_the_carrier_about_this_order_counts(cli: Line, tmp_path: Path) -> None:
    answer = answered(cli, tmp_path, note_txt=DELIVERED)
    assert answer["finding"]["kind"] == "mistaken"
    state = next(proof["state"] for proof in answer["evidence"] if proof["kind"] == "signed_delivery_confirmation")
    assert state == "present"


@pytest.mark.parametrize(
    ("text", "choice"), [("we refunded her", "talk"), ("refunded 480.00 ILS", "fight"), ("refunded 100.00 ILS", "talk")]
)
def test_a_refund_without_its_sum_stops_everything_until_the_sum_is_known(cli: Line, tmp_path: Path, text: str, choice: str) -> None:
    answer = answered(cli, tmp_path, FORM + f"events:\n  - {{at: 2026-11-01, kind: refund, text: {text}, source: shop}}\n")
    because = [reason["code"] for reason in answer["decision"]["because"]]
    assert answer["decision"]["choice"] == choice
    assert ("decision.refund_sum_first" in because) == (text == "we refunded her")
    assert answer["finding"]["kind"] != "right"
