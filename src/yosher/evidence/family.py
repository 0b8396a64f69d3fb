"""What the claim is: the family by the code, else by the customer's words, else unknown."""

from dataclasses import dataclass

from yosher.evidence.family_words import FAMILY_WORDS, NO_CLAIM
from yosher.evidence.wording import Hit, evened, hits
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily
from yosher.rulebook.model import Rule

_UNDECIDED = (ClaimFamily.UNKNOWN, ClaimFamily.OTHER)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the words speak of: the family (unknown when two are truly equal), the others named, and the words."""

    family: ClaimFamily
    besides: tuple[ClaimFamily, ...] = ()
    quote: str = ""


def family_of(rule: Rule, claim: str, reason: str = "") -> tuple[ClaimFamily, Reason]:
    """The family with why: from the rule's code, else from the customer's words, else from the processor's word for it.

    `claim` and `reason` are untranslated. An umbrella code (family `other` or unknown) leaves it to the words.
    """
    if rule.listed and rule.family not in _UNDECIDED:
        values = {"family": f"claim_family:{rule.family}", "code": rule.code}
        return rule.family, Reason("evidence.family_from_code", rule=rule.id, values=values)
    words = spoken_family(claim)
    if words.family is ClaimFamily.UNKNOWN and not words.besides:
        words = spoken_family(reason)
    if words.family is not ClaimFamily.UNKNOWN:
        return words.family, _because(words)
    if words.besides:
        first, second = words.besides[:2]
        return ClaimFamily.UNKNOWN, Reason(
            "evidence.family_two_equal", values={"first": f"claim_family:{first}", "second": f"claim_family:{second}"}
        )
    if rule.code and rule.family is ClaimFamily.OTHER:
        return rule.family, Reason("evidence.family_from_code", rule=rule.id, values={"family": "claim_family:other", "code": rule.code})
    return ClaimFamily.UNKNOWN, Reason("evidence.family_unknown")


def spoken_family(claim: str) -> Spoken:
    """The family that words in Hebrew or English speak of; the order between two stands with FAMILY_WORDS."""
    text = evened(claim)
    found = _families(text)
    if not found:
        return Spoken(ClaimFamily.UNKNOWN)
    ranked = sorted(found, key=lambda one: (_RANK[one], -len(found[one])))
    first = ranked[0]
    equal = [one for one in ranked if (_RANK[one], len(found[one])) == (_RANK[first], len(found[first]))]
    if len(equal) > 1:
        return Spoken(ClaimFamily.UNKNOWN, tuple(ranked))
    best = max(found[first], key=lambda hit: hit.end - hit.start)
    return Spoken(first, tuple(ranked[1:]), text[best.start : best.end])


def _families(text: str) -> dict[ClaimFamily, list[Hit]]:
    """The hits of each family that no longer hit of another family (or of a phrase that is no claim) covers."""
    every: list[tuple[Hit, ClaimFamily | None]] = [(hit, None) for hit in hits(text, NO_CLAIM)]
    every += [(hit, family) for family, _, table in FAMILY_WORDS for hit in hits(text, table)]
    kept: list[tuple[Hit, ClaimFamily | None]] = []
    for hit, family in sorted(every, key=lambda one: (one[0].start - one[0].end, one[0].start)):
        if not any(hit.start < other.end and other.start < hit.end for other, _ in kept):
            kept.append((hit, family))
    return {family: found for family, _, _ in FAMILY_WORDS if (found := [hit for hit, of in kept if of is family])}


def _because(words: Spoken) -> Reason:
    values = {"family": f"claim_family:{words.family}", "quote": words.quote}
    if words.besides:
        return Reason("evidence.family_from_words_besides", values={**values, "second": f"claim_family:{words.besides[0]}"})
    return Reason("evidence.family_from_words", values=values)


_RANK = {family: rank for family, rank, _ in FAMILY_WORDS}
