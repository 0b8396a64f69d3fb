"""Who may do what: the roles as a table."""

from collections.abc import Mapping
from enum import StrEnum

from yosher.people.model import CasePart, Guest, Role


class Ability(StrEnum):
    READ = "read"  # see the cases of the organisation
    WORK = "work"  # take denials in, add evidence, choose, note, assign
    APPROVE = "approve"  # approve an answer, send it, give money back, record a verdict
    MANAGE = "manage"  # settings, people, keys


MAY: Mapping[Role, frozenset[Ability]] = {
    Role.OWNER: frozenset(Ability),
    Role.ANALYST: frozenset({Ability.READ, Ability.WORK, Ability.APPROVE}),
    Role.APPROVER: frozenset({Ability.READ, Ability.WORK, Ability.APPROVE}),
    Role.READER: frozenset({Ability.READ}),
}

# What a guest may be given. A witness tells before anything is shown, and sees no version of ours (craft.md 9); what we ourselves
# make of a case is for our own lawyer. A customer sees what `desk.other_side` names, and nothing by parts.
MAY_BE_GIVEN: Mapping[Guest, tuple[CasePart, ...]] = {
    Guest.CUSTOMER: (),
    Guest.WITNESS: (),
    Guest.MEDIATOR: (CasePart.CLAIM, CasePart.TIMELINE, CasePart.PAPER),
    Guest.LAWYER: tuple(CasePart),
}


def may(role: Role, ability: Ability) -> bool:
    return ability in MAY[role]
