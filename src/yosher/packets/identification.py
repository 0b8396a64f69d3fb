"""The block that says which denial this is, equal to the denial's record; what is not known says so (craft check R1)."""

from yosher.cases.model import Denial
from yosher.evidence.moments import day_of, told_on
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Choice, Language, Network
from yosher.packets.material import Material
from yosher.packets.model import Labelled
from yosher.packets.naming import order_of, reference_of
from yosher.packets.wording import brief, text_of, value_run
from yosher.phrases.catalogue import vocabulary, word
from yosher.phrases.say import say
from yosher.rulebook.model import Rule

_NAMES = {
    Network.AMEX: "American Express",
    Network.JCB: "JCB",
    Network.UNIONPAY: "UnionPay",
    Network.PAYPAL: "PayPal",
    Network.CASH_APP_PAY: "Cash App Pay",
}
# The number of the denial is the receiver's own; a court or a lawyer gave it none.
_TO_WHOEVER_ASKED = frozenset({Choice.FIGHT, Choice.ACCEPT})
IN_A_ROW = 4
SHORT_CODE = 10  # characters: `13.1`, `C08`, `UA02`; longer ones are words in capitals
MOST_CHARACTERS = 120  # of a value: longer than any number, name or descriptor of a payment


def identification(it: Material) -> tuple[Labelled, ...]:
    """Nine values that every receiver looks for, then further ones that are known, until the rows are full."""
    denial, organisation, language = it.case.denial, it.organisation, it.language
    deal = denial.transaction
    number = Reason("packet.id_your_reference") if it.choice in _TO_WHOEVER_ASKED else Reason("packet.id_case_number")
    always: list[tuple[Reason, Value | None]] = [
        (number, reference_of(denial)),
        (Reason("packet.id_scheme_and_reason"), scheme_and_reason(denial, it.rule)),
        (Reason("packet.id_amount"), denial.amount),
        (Reason("packet.id_answer_by"), denial.due.at.astimezone(organisation.tz).date() if denial.due.at else None),
        (Reason("packet.id_arn"), deal.arn),
        (Reason("packet.id_authorization_code"), deal.authorization_code),
        (Reason("packet.id_transaction_date"), deal.day or (day_of(deal.at, organisation.tz) if deal.at else None)),
        (Reason("packet.id_card_ending"), deal.last4),
    ]
    if not deal.arn and deal.id:
        always[4] = (Reason("packet.id_transaction"), deal.id)
    further: list[tuple[Reason, Value | None]] = [
        (Reason("packet.id_descriptor"), deal.descriptor),
        (Reason("packet.id_order"), order_of(denial, it.timeline)),
        (Reason("packet.id_cardholder"), denial.customer.name),
        (Reason("packet.id_denied"), told_on(denial, organisation.tz)),
    ]
    known = [(label, value) for label, value in further if value]
    return tuple(_labelled(label, value, language) for label, value in (*always, *known)[: IN_A_ROW * 3])


def scheme_and_reason(denial: Denial, rule: Rule) -> str:
    """`Visa 13.1`; where no code is given, the processor's own word for the reason."""
    return f"{_network(denial)} {rule.code or denial.reason_raw}".strip()


def short_scheme(denial: Denial, rule: Rule) -> str:
    """For a title: a code in figures, not a processor's word of many letters."""
    code = rule.code or ""
    return f"{_network(denial)} {code if len(code) <= SHORT_CODE else ''}".strip()


def _network(denial: Denial) -> str:
    """Its name; empty where nobody named one."""
    named = denial.network is not Network.OTHER or denial.network_raw
    return network_name(denial.network, denial.network_raw) if named else ""


def source_name(source: str, language: Language) -> str:
    """By which door a message came, in words; whoever is named otherwise is named as they are."""
    if source in ("manual", "csv"):
        return say(Reason(f"terminal.source_{source}"), language)
    return word("receiver", source, language) if ("receiver", source) in vocabulary() else source


def network_name(network: Network, raw: str) -> str:
    return raw if network is Network.OTHER and raw else _NAMES.get(network, network.value.capitalize())


def _labelled(label: Reason, value: Value | None, language: Language) -> Labelled:
    shown = (
        (value_run(brief(value, MOST_CHARACTERS) if isinstance(value, str) else value),)
        if value
        else text_of(Reason("packet.not_stated"), language)
    )
    return Labelled(say(label, language), shown)
