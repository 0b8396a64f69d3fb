"""Who may do what: the roles as a table."""

from collections.abc import Mapping
from enum import StrEnum

from yosher.people.model import Role


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


def may(role: Role, ability: Ability) -> bool:
    return ability in MAY[role]
