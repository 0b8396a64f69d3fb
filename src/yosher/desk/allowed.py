"""What a person's role lets them do, asked at the one place through which every act goes."""

from collections.abc import Mapping

from yosher.cases.model import Act
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.kernel.reason import Reason
from yosher.people.may import Ability, may

_NEEDS: Mapping[Act, Ability] = {
    Act.APPROVED: Ability.APPROVE,
    Act.SENT: Ability.APPROVE,
    Act.REFUNDED: Ability.APPROVE,
    Act.ACCEPTED: Ability.APPROVE,
    Act.OUTCOME: Ability.APPROVE,
}


def needs(act: Act) -> Ability:
    return _NEEDS.get(act, Ability.WORK)


def require(ability: Ability, *, desk: Desk) -> None:
    """Raises DeskRefused where the role of who acts does not reach so far."""
    if not may(desk.role, ability):
        raise DeskRefused(Reason("desk.role_may_not", values={"role": f"role:{desk.role}", "what": f"ability:{ability}"}))
