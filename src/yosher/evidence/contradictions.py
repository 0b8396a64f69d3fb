"""All checks for contradictions, by name; each looks at the scene alone and says what it found, or nothing."""

from collections.abc import Callable

from yosher.evidence.account_checks import ACCOUNT_CHECKS
from yosher.evidence.delivery_checks import DELIVERY_CHECKS
from yosher.evidence.ending_checks import ENDING_CHECKS
from yosher.evidence.identity_checks import IDENTITY_CHECKS
from yosher.evidence.model import Contradiction
from yosher.evidence.money_checks import MONEY_CHECKS
from yosher.evidence.scene import Scene

Check = Callable[[Scene], Contradiction | None]
CONTRADICTIONS: tuple[Check, ...] = (*DELIVERY_CHECKS, *MONEY_CHECKS, *ENDING_CHECKS, *ACCOUNT_CHECKS, *IDENTITY_CHECKS)


def contradictions_in(scene: Scene) -> tuple[Contradiction, ...]:
    """What the checks find in a scene, in the order of the list."""
    return tuple(found for check in CONTRADICTIONS if (found := check(scene)) is not None)
