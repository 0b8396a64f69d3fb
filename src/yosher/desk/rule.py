"""Which rule a denial falls under: by its code, else by the words of the claim."""

from datetime import date

from yosher.cases.model import Denial
from yosher.evidence.family import family_of
from yosher.kernel.words import ClaimFamily
from yosher.rulebook.lookup import rule_for
from yosher.rulebook.model import Rule


def rule_of(denial: Denial, *, on: date) -> Rule:
    """The rule of a denial (house call 3). Where the code alone does not say what is claimed, the claim's words choose."""
    rule = rule_for(denial.network, denial.code, sub=denial.sub, on=on, region=denial.place, processor=denial.processor, phase=denial.phase)
    if rule.family is not ClaimFamily.UNKNOWN:
        return rule
    family, _ = family_of(rule, denial.claim, denial.reason)
    if family is ClaimFamily.UNKNOWN:
        return rule
    return rule_for(
        denial.network,
        denial.code,
        sub=denial.sub,
        on=on,
        region=denial.place,
        processor=denial.processor,
        phase=denial.phase,
        claim_family=family,
    )
