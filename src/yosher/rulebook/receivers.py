"""What a receiver takes: limits, formats, languages, and how a processor writes a currency."""

from functools import cache

from yosher.kernel import currency as iso
from yosher.kernel.ids import RuleId
from yosher.kernel.words import Language, Network, Phase
from yosher.rulebook.model import Currency, Limit, Receiver
from yosher.rulebook.records import number, source_of, table


@cache
def all_limits() -> tuple[Limit, ...]:
    return tuple(
        Limit(
            id=RuleId(row["id"]),
            processor=row["processor"],
            network=None if row["network"] == "*" else Network(row["network"]),
            subject=row["field_or_file"],
            kind=row["limit_kind"],
            value=int(row["value"]) if row["value"].isdigit() else None,
            formats=tuple(row["value"].split(";")) if row["limit_kind"] == "formats" else (),
            stage=None if row["applies_to_stage"] == "*" else Phase(row["applies_to_stage"]),
            source=source_of(row),
            minimum=bool(row["minimum"]),
            advised=bool(row["advised"]),
            exactly=bool(row["exactly"]),
        )
        for row in table("limits")
    )


def limits_for(processor: str | None, network: Network, *, phase: Phase | None = None) -> tuple[Limit, ...]:
    """All limits of a processor that hold for a network and phase; the smaller of the processor's and the network's is to be taken.

    An unknown processor (a letter, a file) gives the strictest of the network over all processors, as limits.csv says.
    """
    stages = (None, phase) if phase is not None else (None, Phase.FIRST_CHARGEBACK)
    own = [x for x in all_limits() if x.processor == processor and x.network in (None, network) and x.stage in stages]
    if any(x.value is not None or x.formats for x in own):
        return tuple(own)
    return tuple(x for x in all_limits() if x.network is network and x.stage in stages and x.kind in ("bytes_total", "pages") and x.value)


@cache
def all_receivers() -> tuple[Receiver, ...]:
    return tuple(
        Receiver(
            key=row["receiver"],
            role=row["role"],
            accepted=tuple(filter(None, row["languages_accepted"].split(";"))),
            language_if_unknown=row["language_if_unknown"] or None,
            note=row["note"],
            source=source_of(row),
        )
        for row in table("receivers")
    )


def receiver_for(key: str | None) -> Receiver:
    """The record of a receiver; an unknown one is the record `*`."""
    found = {receiver.key: receiver for receiver in all_receivers()}
    return found.get(key or "*") or found["*"]


def language_for_receiver(key: str | None, *, country: str | None, case: Language) -> Language:
    """The language in which a receiver takes an answer: what it accepts, else its usual one; in Israel an acquirer, an issuer
    and an unknown receiver read Hebrew. Who has no language of their own (lawyer, mediator) reads the case's.
    """
    receiver = receiver_for(key)
    if receiver.accepted:
        return case if case in receiver.accepted else Language(receiver.accepted[0])
    if receiver.role in ("acquirer", "issuer") or receiver.key == "*":
        return Language.HE if (country or "").startswith("IL") else Language.EN
    return Language(receiver.language_if_unknown) if receiver.language_if_unknown else case


@cache
def currencies() -> dict[str, Currency]:
    found = {}
    for row in table("currencies"):
        seen = tuple((p, int(row[p])) for p in ("stripe", "adyen", "paypal") if row[p].strip().isdigit())
        digits = number(row["minor_units_iso"]) if row["minor_units_iso"].isdigit() else None
        found[row["code"]] = Currency(
            row["code"], iso.exponent(row["code"]) if digits is None else digits, row["english"], row["hebrew"], seen
        )
    return found


def exponent(currency: str, *, processor: str | None = None) -> int:
    """Minor digits of a currency: the processor's own figure where it was seen, else ISO 4217."""
    known = currencies().get(currency)
    if known is None:
        return iso.exponent(currency)
    return dict(known.exceptions).get(processor or "", known.exponent)
