"""What a person's role lets them do, asked at the one place through which every act goes."""

from collections.abc import Mapping

from yosher.cases.model import Act
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused, NotAllowed
from yosher.kernel.reason import Reason
from yosher.people.may import Ability, may
from yosher.people.model import Person

_NEEDS: Mapping[Act, Ability] = {
    Act.APPROVED: Ability.APPROVE,
    Act.SENT: Ability.APPROVE,
    Act.WRITTEN_TO_CUSTOMER: Ability.APPROVE,
    Act.REFUNDED: Ability.APPROVE,
    Act.ACCEPTED: Ability.APPROVE,
    Act.OUTCOME: Ability.APPROVE,
    Act.HOLD_ENDED: Ability.MANAGE,
    Act.ERASED: Ability.MANAGE,
}


def needs(act: Act) -> Ability:
    return _NEEDS.get(act, Ability.WORK)


def require(ability: Ability, *, desk: Desk) -> None:
    """Raises NotAllowed where the role of who acts, or the scopes of a key, do not reach so far."""
    if not may(desk.role, ability):
        raise NotAllowed(Reason("desk.role_may_not", values={"role": f"role:{desk.role}", "what": f"ability:{ability}"}))
    if desk.scopes is not None and ability not in desk.scopes:
        raise NotAllowed(Reason("desk.key_may_not", values={"what": f"ability:{ability}", "scope": str(ability)}))


def refuse_left(person: Person) -> None:
    """Nothing is handed to who has left, and no link is made for them."""
    if person.has_left:
        raise DeskRefused(Reason("desk.person_left", values={"person": person.name}))
