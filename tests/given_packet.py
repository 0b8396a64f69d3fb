"""Given: what a packet is composed from, out of records and files, as the evidence room puts it together."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import given
from yosher.cases.model import Case, CustomerRef, Denial, Due, Goods, State, StatedDue, Transaction
from yosher.evidence.model import Exhibit, Fact, Gathered, Lawful, Record, Timeline
from yosher.evidence.timeline import rebuild
from yosher.kernel.ids import BlobRef, CaseId, OrgId, RecordId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, GoodsKind, Language, Network
from yosher.packets.material import Material
from yosher.people.model import Organisation
from yosher.rulebook.lookup import rule_for

NOW = given.NOW
ADDRESS = {"en": "418 Alder Court, Portland", "he": "רחוב הארזים 14, דירה 5, חיפה"}
NAME = {"en": "Maya Ortega", "he": "נועה ברק"}
GOODS = {"en": "Oak desk, 140 cm", "he": "שולחן כתיבה מאלון, 140 ס״מ"}
SHOP = {"en": "Harbor & Pine Desk Co.", "he": "סדנת ארז רהיטים בע״מ"}


def organisation(language: str = "en", **changes: Any) -> Organisation:
    plain: dict[str, Any] = {
        "id": OrgId("org-1"),
        "name": SHOP[language],
        "country": "US" if language == "en" else "IL",
        "zone": "America/Los_Angeles" if language == "en" else "Asia/Jerusalem",
        "currency": "USD" if language == "en" else "ILS",
        "language": Language(language),
    }
    return Organisation(**(plain | changes))


def denial(language: str = "en", **changes: Any) -> Denial:
    currency = "USD" if language == "en" else "ILS"
    plain: dict[str, Any] = {
        "ref": "DP-7VH-20418X0Q" if language == "en" else "2026-88-40713",
        "amount": Money(124860, currency),
        "code": "13.1",
        "network": Network.VISA,
        "processor": "stripe" if language == "en" else "payme",
        "happened": given.at("2026-05-21T15:00"),
        "due": StatedDue(Due.PROCESSOR, given.at("2026-06-18T23:59:59").at),
        "place": "US" if language == "en" else "IL",
        "transaction": Transaction(
            id="ch_3QX",
            day=date(2026, 4, 27),
            amount=Money(124860, currency),
            order="HP-20418",
            arn="24412896117000417734852",
            authorization_code="07413B",
            last4="4417",
            descriptor="HARBORPINE* 5035550142",
            card_present=False,
        ),
        "customer": CustomerRef(ref="c-30917", name=NAME[language], email="maya.ortega+desk@mail.example", language=Language(language)),
        "goods": Goods(GoodsKind.PHYSICAL, GOODS[language], "web", True),
        "language": Language(language),
    }
    return given.denial(**(plain | changes))


def order(language: str = "en", **changes: Any) -> Record:
    values: dict[str, Any] = {
        "id": "HP-20418",
        "at": "2026-04-27T09:12:00-07:00",
        "customer": "c-30917",
        "email": "maya.ortega+desk@mail.example",
        "amount": 124860,
        "currency": "USD" if language == "en" else "ILS",
        "description": GOODS[language],
        "goods": "physical",
        "ship_to": ADDRESS[language],
        "bill_to": ADDRESS[language],
        "transaction": "ch_3QX",
        "ip": "198.51.100.7",
        "device": "dv-7F30A9C41E02",
        "terms_version": "2026-04",
        "terms_accepted_at": "2026-04-27T09:11:40-07:00",
        "promised_by": "2026-05-12",
    }
    return given.record("orders", "2026-04-27T16:12", **(values | changes))


def payment(language: str = "en", **changes: Any) -> Record:
    values: dict[str, Any] = {
        "id": "ch_3QX",
        "account": "c-30917",
        "pm": "pm_9",
        "ip": "198.51.100.7",
        "device": "dv-7F30A9C41E02",
        "ship": "418-alder",
        "amount": 124860,
        "currency": "USD" if language == "en" else "ILS",
        "descriptor": "HARBORPINE* 5035550142",
        "order": "HP-20418",
        "avs_result": "Y",
        "cvv_result": "M",
        "three_ds": "Y",
        "eci": "05",
    }
    return given.record("transactions", "2026-04-27T16:13", **(values | changes))


def shipment(language: str = "en", **changes: Any) -> Record:
    values: dict[str, Any] = {
        "id": "sh-1",
        "order": "HP-20418",
        "carrier": "Galil Express" if language == "he" else "Cascade Freight",
        "tracking": "GX-40-2281-77",
        "status": "delivered",
        "shipped_at": "2026-05-04T10:00:00-07:00",
        "delivered_at": "2026-05-06T11:12:00-07:00",
        "address": ADDRESS[language],
        "signed_by": "M. Ortega" if language == "en" else "נועה ברק",
    }
    return given.record("shipments", "2026-05-06T18:12", **(values | changes))


def message(number: int, when: str, direction: str, text: str) -> Record:
    return given.record(
        "messages",
        when,
        id=f"m-{number}",
        order="HP-20418",
        customer="c-30917",
        at=when + ":00+00:00",
        direction=direction,
        channel="chat",
        text=text,
    )


def chat(language: str = "en", count: int = 4) -> list[Record]:
    words = {
        "en": ("Hi! The desk came on Wednesday, it looks great.", "Good to hear that it arrived. Write here if anything is missing."),
        "he": ("בוקר טוב, השולחן הגיע והוא יפה מאוד, תודה!", "בשמחה. אם חסר משהו אפשר לכתוב כאן, הזמנה SE-1047."),
    }[language]
    return [
        message(n, f"2026-05-{8 + n // 20:02d}T{8 + n % 10:02d}:{n % 60:02d}", "in" if n % 2 == 0 else "out", words[n % 2])
        for n in range(count)
    ]


def records(language: str = "en") -> list[Record]:
    return [payment(language), order(language), shipment(language), *chat(language)]


@dataclass
class Files:
    """Bytes behind the exhibits of a scene, by blob."""

    content: dict[BlobRef, bytes] = field(default_factory=dict)

    def exhibit(self, kind: str, file: str, content: bytes, **changes: Any) -> Exhibit:
        ref = BlobRef(f"blob-{kind}-{len(self.content)}")
        self.content[ref] = content
        media = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "txt": "text/plain", "eml": "message/rfc822"}
        plain: dict[str, Any] = {
            "id": f"x-{kind}-{len(self.content)}",
            "name": file,
            "blob": ref,
            "media_type": media.get(file.rpartition(".")[2], "application/octet-stream"),
            "size": len(content),
            "sha256": f"{len(content):064x}",
            "lawful": Lawful.LAWFUL,
            "captured_by": "Ruth Calloway",
            "captured_at": NOW,
            "captured_how": "upload",
            "text": "Order HP-20418. Delivered 6 May 2026, 1,248.60.",
        }
        return given.exhibit(kind, **(plain | changes))


def case_of(wanted: Denial, language: str = "en", **changes: Any) -> Case:
    plain: dict[str, Any] = {
        "id": CaseId("case-1"),
        "organisation": OrgId("org-1"),
        "state": State.GATHERING,
        "phase": wanted.phase,
        "denial": wanted,
        "denials": (wanted,),
        "opened_at": NOW,
        "language": Language(language),
    }
    return Case(**(plain | changes))


def timeline_of(
    wanted: Denial, *, records_: list[Record], exhibits: tuple[Exhibit, ...] = (), facts: tuple[Fact, ...] = (), home: Organisation
) -> Timeline:
    rule = rule_for(wanted.network, wanted.code, on=NOW.date())
    return rebuild(wanted, Gathered(facts=facts, exhibits=exhibits, records=tuple(records_)), rule, now=NOW, organisation=home)


def material(language: str = "en", **changes: Any) -> Material:
    """A delivered desk, denied as not received, unless `changes` say otherwise.

    `denial_`: changes of the denial; `records_`, `exhibits`, `facts`: what is known; `receiver_language`: the reader's.
    """
    home = organisation(language, **changes.pop("organisation_", {}))
    wanted = denial(language, **changes.pop("denial_", {}))
    reader = Language(changes.pop("receiver_language", language))
    timeline = timeline_of(
        wanted,
        records_=changes.pop("records_", None) if "records_" in changes else records(language),
        exhibits=changes.pop("exhibits", ()),
        facts=changes.pop("facts", ()),
        home=home,
    )
    plain: dict[str, Any] = {
        "case": case_of(wanted, language, **changes.pop("case_", {})),
        "timeline": changes.pop("timeline", timeline),
        "rule": rule_for(wanted.network, wanted.code, on=NOW.date()),
        "choice": Choice.FIGHT,
        "organisation": home,
        "language": reader,
        "receiver": {"en": "Card issuer, through the acquirer", "he": "חברת הסליקה, מחלקת הכחשות"}[reader],
        "now": NOW,
    }
    return Material(**(plain | changes))


# -- whole scenes ----------------------------------------------------------------------------------------------------


def delivered(language: str = "en", **changes: Any) -> Material:
    return material(language, **changes)


def authenticated(language: str = "en", **changes: Any) -> Material:
    """“Not me”: 3-D Secure, two earlier payments from the same device and address, and use afterwards."""
    days = ("2025-09-10T10:00", "2025-11-19T12:30", "2025-12-01T09:00")
    earlier = [
        replace(payment(language, id=f"p{n}", order=f"HP-1000{n}"), id=RecordId(f"p{n}"), at=given.at(d)) for n, d in enumerate(days)
    ]
    course = {"en": "Course", "he": "קורס צילום"}[language]
    plain: dict[str, Any] = {
        "denial_": {"code": "10.4", "goods": Goods(GoodsKind.DIGITAL, course, "web", True)},
        "records_": [payment(language), order(language, goods="digital", description=course), *earlier, *logins(3)],
    }
    return material(language, **(plain | changes))


def logins(count: int) -> list[Record]:
    return [
        given.record(
            "logins",
            f"2026-05-{1 + n // 20:02d}T{n % 20:02d}:15",
            id=f"l{n}",
            customer="c-30917",
            at=f"2026-05-{1 + n // 20:02d}T{n % 20:02d}:15:00+00:00",
            ip="198.51.100.7" if n % 4 else "203.0.113.9",
            device="dv-7F30A9C41E02",
            action="login" if n % 2 else "download",
        )
        for n in range(count)
    ]


def refund(language: str = "en", amount: int = 30000) -> Record:
    values: dict[str, Any] = {
        "id": "re-1",
        "order": "HP-20418",
        "transaction": "ch_3QX",
        "amount": amount,
        "currency": "USD" if language == "en" else "ILS",
        "at": "2026-05-20T10:00:00+00:00",
        "arn": "74512986286000310447218",
        "status": "succeeded",
    }
    return given.record("refunds", "2026-05-20T10:00", **values)


def late(language: str = "en", **changes: Any) -> Material:
    """Delivered after the promised day, with a message that nobody answered."""
    asked = {"en": "Where is my desk?", "he": "איפה השולחן שלי?"}[language]
    rows = [payment(language), order(language, promised_by="2026-05-01"), shipment(language), message(1, "2026-05-19T10:00", "in", asked)]
    return material(language, records_=rows, **changes)


def partly_refunded(language: str = "en", **changes: Any) -> Material:
    return material(language, records_=[*records(language), refund(language)], **changes)


def foreign_reader(language: str = "en", **changes: Any) -> Material:
    """Records in one language, a receiver who reads the other."""
    return material("he" if language == "en" else "en", receiver_language=language, **changes)


SCENES = (delivered, authenticated, late, partly_refunded, foreign_reader)
