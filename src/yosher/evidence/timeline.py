"""The case put together again: what happened in order, what is missing, what contradicts, what will hurt, what ends a fight."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from yosher.cases.model import Denial
from yosher.evidence.adverse import adverse_in
from yosher.evidence.contradictions import contradictions_in
from yosher.evidence.conversation import conversations
from yosher.evidence.earlier import CAUTIOUS, PriorWindow, earlier_payments, two_orders
from yosher.evidence.facts import facts_of
from yosher.evidence.family import family_of
from yosher.evidence.gates import gates_in
from yosher.evidence.junk import sorted_out
from yosher.evidence.keys import keys_of
from yosher.evidence.model import Fact, Gate, Gathered, Origin, Proof, ProofState, Record, Timeline
from yosher.evidence.proofs import weigh
from yosher.evidence.readings import alleged_end
from yosher.evidence.rendered import rendered
from yosher.evidence.scene import Scene, in_order, text_of_exhibit
from yosher.evidence.shown import shown_by
from yosher.evidence.strength import strength_of
from yosher.evidence.wording import evened
from yosher.kernel.ids import FactId
from yosher.kernel.reason import Reason
from yosher.kernel.when import day_moment
from yosher.kernel.words import EventKind, NeedLevel
from yosher.people.model import Organisation
from yosher.rulebook.model import LegalAmount, Rule


def rebuild(
    denial: Denial,
    gathered: Gathered,
    rule: Rule,
    *,
    now: datetime,
    organisation: Organisation,
    rights: tuple[LegalAmount, ...] = (),
    window: PriorWindow = CAUTIOUS,
) -> Timeline:
    """The timeline of a case (house call 6), the same for the same input.

    `gathered.records` may hold rows of the customer's other deals: only those of this one become facts and exhibits.
    `rights` are the law's records for the place of the deal, `window` says which earlier payments count for Visa's CE 3.0.
    """
    scene, because = _scene(denial, gathered, rule, now=now, organisation=organisation, rights=rights, window=window)
    exhibits, junk = sorted_out(scene)
    scene = replace(scene, exhibits=exhibits)
    spoken = conversations(scene, exhibits, business=organisation.name)
    scene = replace(scene, facts=in_order((*scene.facts, *shown_by(scene, exhibits), *spoken.facts)), noted={})
    contradictions = contradictions_in(scene)
    gates = gates_in(scene)
    weighed = weigh(scene, contradictions)
    adverse = adverse_in(scene, contradictions)
    return Timeline(
        denial=denial,
        family=scene.family,
        family_because=because,
        entries=scene.facts,
        exhibits=exhibits,
        proofs=(*weighed.proofs, *_of_credit(scene, weighed.proofs, gates)),
        missing=weighed.missing,
        contradictions=contradictions,
        adverse=adverse,
        gates=gates,
        junk=junk,
        strength=strength_of(rule, scene.family, weighed.proofs, gates),
        records=scene.records,
        history=gathered.history,
        remarks=(*gathered.remarks, *spoken.remarks),
        described=tuple(_described(scene, adverse)),
    )


def _described(scene: Scene, adverse: tuple[Reason, ...]) -> Iterator[Reason]:
    """What no record and no paper that was read says by itself: it is gone once the business's descriptions are left out."""
    told = {exhibit.id: exhibit.shows for exhibit in scene.exhibits if exhibit.shows}
    if not told or not adverse:
        return
    exhibits = tuple(replace(exhibit, shows="") for exhibit in scene.exhibits)
    facts = tuple(replace(fact, text="") if fact.exhibit in told and fact.text == told[fact.exhibit] else fact for fact in scene.facts)
    texts = {exhibit.id: text_of_exhibit(exhibit) for exhibit in exhibits}
    bare = replace(scene, exhibits=exhibits, facts=facts, texts=texts, said={}, noted={})
    said = {reason.code for reason in adverse_in(bare, contradictions_in(bare))}
    yield from (reason for reason in adverse if reason.code not in said)


def _of_credit(scene: Scene, proofs: tuple[Proof, ...], gates: tuple[Gate, ...]) -> Iterator[Proof]:
    """The record of a credit for the whole answers any claim, also under a rule that does not ask for it."""
    whole = any(gate.code == "gate.refund_issued" and gate.sum_minor is None for gate in gates)
    shown = tuple(exhibit.id for exhibit in scene.shows("refund_record") if exhibit.records)
    if whole and shown and not any(proof.kind == "refund_record" for proof in proofs):
        yield Proof("refund_record", NeedLevel.SUPPORTING, ProofState.PRESENT, "credit_not_processed.credit_issued", shown)


def _scene(
    denial: Denial,
    gathered: Gathered,
    rule: Rule,
    *,
    now: datetime,
    organisation: Organisation,
    rights: tuple[LegalAmount, ...],
    window: PriorWindow,
) -> tuple[Scene, Reason]:
    """The scene before its exhibits are sorted out: keys, records of this deal with their facts, rendered exhibits."""
    zone = organisation.tz
    family, because = family_of(rule, denial.claim, denial.reason_raw)
    keys, ours = keys_of(denial, gathered.records, zone=zone)
    elsewhere = {record.id for record in gathered.records} - {record.id for record in ours}
    told = (fact for fact in gathered.facts if fact.record not in elsewhere)
    known = _distinct((*told, *facts_of(ours, zone=zone)))
    facts = in_order((*known, *_from_denial(denial, known, organisation)))
    own = {(record.kind, record.id) for record in ours}
    others = tuple(record for record in (*gathered.records, *gathered.history) if (record.kind, record.id) not in own)
    scene = Scene(
        denial,
        rule,
        family,
        evened(denial.claim),
        zone,
        now,
        keys,
        facts,
        records=ours,
        others=_distinct_records(others),
        rights=rights,
        said={fact.id: evened(fact.text) for fact in facts},
    )
    made = (*rendered(ours, denial=denial, zone=zone, ended=alleged_end(scene)), earlier_payments(scene, window), two_orders(scene))
    exhibits = tuple({exhibit.id: exhibit for exhibit in (*gathered.exhibits, *made) if exhibit is not None}.values())
    return replace(scene, exhibits=exhibits, texts={exhibit.id: text_of_exhibit(exhibit) for exhibit in exhibits}), because


def _from_denial(denial: Denial, facts: Iterable[Fact], organisation: Organisation) -> tuple[Fact, ...]:
    """The denial's notice and the disputed payment, where nothing else tells of them."""
    known = {fact.kind for fact in facts}
    found = []
    if EventKind.DENIAL_NOTICE not in known:
        told = denial.told_by
        day = None if told is None else told.received
        moment = denial.happened if day is None else day_moment(day, organisation.tz)
        source = denial.source if told is None else told.name or told.kind
        found.append(Fact(FactId(f"denial:{denial.id}:notice"), EventKind.DENIAL_NOTICE, moment, denial.claim, _teller(denial), source))
    payment = denial.transaction.at or (None if denial.transaction.day is None else day_moment(denial.transaction.day, organisation.tz))
    if payment is not None and not known & {EventKind.PAYMENT, EventKind.SALE}:
        amount = denial.transaction.amount or denial.amount
        found.append(
            Fact(FactId(f"denial:{denial.id}:payment"), EventKind.PAYMENT, payment, "", _teller(denial), denial.source, {"amount": amount})
        )
    return tuple(found)


def _teller(denial: Denial) -> Origin:
    """Who brought the denial: the processor whose message it is, or the acquirer of a letter."""
    if denial.told_by is not None:
        return _TELLERS.get(denial.told_by.kind, Origin.UNKNOWN)
    return Origin.UNKNOWN if denial.source in ("manual", "csv") else Origin.PROCESSOR


_TELLERS = {
    "processor": Origin.PROCESSOR,
    "platform": Origin.PROCESSOR,
    "acquirer": Origin.ACQUIRER,
    "issuer": Origin.ACQUIRER,
    "bank": Origin.ACQUIRER,
    "customer": Origin.CUSTOMER,
    "lawyer": Origin.CUSTOMER,
}


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.id: fact for fact in facts}.values())


def _distinct_records(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple({(record.kind, record.id): record for record in records}.values())
