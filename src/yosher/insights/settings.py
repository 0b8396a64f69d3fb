"""What the owner knows of the business and no record says: the schemes' region, and where a sale is made that does not say it."""

from collections.abc import Callable
from dataclasses import dataclass

from yosher.kernel.reason import Reason
from yosher.people.model import Organisation
from yosher.rulebook.law import all_programmes


@dataclass(frozen=True, slots=True)
class Setting:
    """`meaning` is put into words by phrases; none has a default: what nobody has set is not known."""

    name: str
    meaning: Reason
    taken: Callable[[str], bool]


def regions() -> tuple[str, ...]:
    """The regions and countries for which a programme's record has a figure of its own."""
    return tuple(sorted({record.source.region for record in all_programmes() if record.source.region}))


def _is_region(text: str) -> bool:
    return text in regions()


def _is_yes_or_no(text: str) -> bool:
    return text in ("yes", "no")


SETTINGS = (
    Setting("monitoring_region", Reason("insights.setting_monitoring_region"), _is_region),
    Setting("card_not_present", Reason("insights.setting_card_not_present"), _is_yes_or_no),
)


def setting_refused(name: str, text: str) -> Reason | None:
    """Why a value cannot be taken for one of these settings; None when it can, or when the setting is not one of these."""
    refused = any(setting.name == name and not setting.taken(text) for setting in SETTINGS)
    known = ", ".join(regions()) if name == "monitoring_region" else "yes, no"
    return Reason("insights.setting_refused", values={"setting": name, "text": text, "known": known}) if refused else None


def region_of(organisation: Organisation) -> str:
    """The region whose figures hold: the one that is set, else the country."""
    return organisation.settings.get("monitoring_region") or organisation.country


def card_not_present(organisation: Organisation) -> bool | None:
    """Of a sale whose record does not say where it was made; None = unknown."""
    return {"yes": True, "no": False}.get(organisation.settings.get("card_not_present", ""))
