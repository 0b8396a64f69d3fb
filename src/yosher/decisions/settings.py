"""The owner's figures that a worth may count: their names, what they mean, and how they are read.

None has a default in money or hours: what nobody has set is not counted, and the decision says so.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from yosher.decisions.model import Costs
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, MoneyError, parse_decimal
from yosher.kernel.reason import Reason
from yosher.people.model import Organisation


class Kind(StrEnum):
    MONEY = "money"  # a plain decimal in the organisation's currency: "180.00"
    HOURS = "hours"  # a decimal number of hours: "1.5"
    SHARE = "share"  # from 0 to 1: "0.6"


@dataclass(frozen=True, slots=True)
class Setting:
    """`meaning` is put into words by phrases; `default` is None where no source gives a figure."""

    name: str
    kind: Kind
    meaning: Reason
    default: str | None = None


SETTINGS = (
    Setting("hour_cost", Kind.MONEY, Reason("decision.setting_hour_cost")),
    Setting("hours_to_answer", Kind.HOURS, Reason("decision.setting_hours_to_answer")),
    Setting("future_value", Kind.MONEY, Reason("decision.setting_future_value")),
    Setting("share_kept_after_refund", Kind.SHARE, Reason("decision.setting_share_kept_after_refund")),
    Setting("share_kept_after_fight", Kind.SHARE, Reason("decision.setting_share_kept_after_fight")),
    Setting("lawyer_from", Kind.MONEY, Reason("decision.setting_lawyer_from")),
    Setting("monthly_turnover", Kind.MONEY, Reason("decision.setting_monthly_turnover")),
    # Rule of the house for turning to a professional (5 % of a month's turnover), editable; it needs `monthly_turnover`.
    Setting("turnover_share", Kind.SHARE, Reason("decision.setting_turnover_share"), default="0.05"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting_refused(name: str, text: str, *, organisation: Organisation) -> Reason | None:
    """Why a value cannot be taken for one of these settings; None when it can, or when the setting is not one of these."""
    setting = _BY_NAME.get(name)
    if setting is None or _number(setting, text, organisation) is not None:
        return None
    return Reason("decision.setting_refused", values={"setting": name, "text": text})


def costs_of(organisation: Organisation) -> Costs:
    """The owner's figures out of the organisation's settings; what is absent or unreadable is None (unknown)."""
    return Costs(
        hour=_money("hour_cost", organisation),
        hours_to_answer=_plain("hours_to_answer", organisation),
        future_value=_money("future_value", organisation),
        share_kept_after_refund=_plain("share_kept_after_refund", organisation),
        share_kept_after_fight=_plain("share_kept_after_fight", organisation),
        lawyer_from=_money("lawyer_from", organisation),
        monthly_turnover=_money("monthly_turnover", organisation),
        turnover_share=_plain("turnover_share", organisation),
    )


def _text(name: str, organisation: Organisation) -> str | None:
    return organisation.settings.get(name, _BY_NAME[name].default)


def _money(name: str, organisation: Organisation) -> Money | None:
    text = _text(name, organisation)
    value = None if text is None else _number(_BY_NAME[name], text, organisation)
    return value if isinstance(value, Money) else None


def _plain(name: str, organisation: Organisation) -> float | None:
    text = _text(name, organisation)
    value = None if text is None else _number(_BY_NAME[name], text, organisation)
    return float(value) if isinstance(value, Decimal) else None


def _number(setting: Setting, text: str, organisation: Organisation) -> Money | Decimal | None:
    try:
        if setting.kind is Kind.MONEY:
            money = parse_decimal(text, organisation.currency, exponent(organisation.currency))
            return money if money.minor >= 0 else None
        number = Decimal(text.strip())
    except (MoneyError, InvalidOperation):
        return None
    # A week has 168 hours: more than that for one answer is a typing error.
    largest = 1 if setting.kind is Kind.SHARE else 168
    return number if number.is_finite() and 0 <= number <= largest else None
