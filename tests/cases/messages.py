"""Messages about one dispute for the tests of this room: a word, a day, a phase."""

from typing import Any

from given import NOW, at, denial
from yosher.cases.fold import opened
from yosher.cases.merge import read_into, same_dispute
from yosher.cases.model import Case, Denial, Says
from yosher.kernel.ids import CaseId, DenialId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.words import Language, Phase

SUM = Money(10000, "USD")


def message(says: Says, when: str, phase: Phase = Phase.FIRST_CHARGEBACK, ref: str | None = None, **changes: Any) -> Denial:
    plain = {
        "id": DenialId(f"{says}-{when}-{phase}-{changes.get('confirmed')}-{changes.get('ref', ref)}"),
        "ref": ref or ("alert-1" if phase is Phase.ALERT else "dp_1"),
        "source": "stripe" if phase is not Phase.ALERT else "csv",
        "says": says,
        "happened": at(when),
        "phase": phase,
        "amount": SUM,
        "payment_ref": "ch_1",
        "confirmed": True,
    }
    return denial(**(plain | changes))


def case_of(*messages: Denial) -> Case:
    return read_on(opened(messages[0], case=CaseId("C-1"), organisation=OrgId("o"), language=Language.EN, now=NOW), *messages[1:])


def read_on(case: Case, *messages: Denial) -> Case:
    for further in messages:
        assert same_dispute(further, case), "one dispute is one case"
        case = read_into(case, further, now=NOW)
    return case


def essence(case: Case) -> tuple[object, ...]:
    """All that a person sees of a case, without the order in which its messages came."""
    return case.state, case.phase, case.denial, case.refunded, case.recovered, case.closed_after, case.flags
