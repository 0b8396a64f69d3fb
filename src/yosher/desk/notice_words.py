"""A notice as a mail: what happened to which case, and where to look; nothing of the customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yosher.desk.notices import Notice
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.people.model import Organisation
from yosher.phrases.say import say


@dataclass(frozen=True, slots=True)
class MailWords:
    subject: str
    text: str


def mail_of(told: Mapping[str, object], *, organisation: Organisation, site: str | None) -> MailWords:
    """In the organisation's language. `site`: the address of the desk."""
    data = told["data"]
    assert isinstance(data, Mapping)
    kind = Notice(str(told["type"])).name.lower()
    amount = data["amount"]
    values: dict[str, Value] = {
        "case": str(data["case"]),
        "amount": Money(int(amount["minor"]), str(amount["currency"])),
        "state": f"case_state:{data['state']}",
        "business": organisation.name,
    }
    lines = [say(Reason(f"notice.mail_{kind}", values=values), organisation.language)]
    if data["due"]:
        due = datetime.fromisoformat(str(data["due"]))
        lines.append(say(Reason("notice.mail_due", values={"due": due}), organisation.language))
    if site:
        lines.append(f"{site.rstrip('/')}/cases/{data['case']}")
    return MailWords(say(Reason(f"notice.subject_{kind}", values=values), organisation.language), "\n\n".join(lines) + "\n")
