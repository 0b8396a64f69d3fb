"""Whether a piece of evidence may be used: writing may; a recording only where every place allows it."""

from collections.abc import Iterator

from yosher.evidence.model import Lawful, Party
from yosher.kernel.ids import RuleId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Confidence
from yosher.rulebook.law import recording_rule

Verdict = tuple[Lawful, Reason]

# Words by which a party of a recording is named as somebody other than the business.
_OUTSIDERS = frozenset(
    ("customer", "cardholder", "buyer", "courier", "carrier", "bank", "issuer", "לקוח", "לקוחה", "קונה", "שליח", "שליחה", "מחזיק", "בנק")
)
# The strictest verdict governs: what is forbidden in one place is not healed by what is not known of another.
_STRICTNESS = (Lawful.UNLAWFUL, Lawful.UNCHECKED, Lawful.LAWFUL)


def lawful(kind: str, *, parties: tuple[Party, ...], is_recording: bool, all_agreed: bool = False) -> Verdict:
    """The strictest rule of all participants' places governs.

    Writing is lawful. A recording needs its parties (two at least) and their places: an all-party place makes it unlawful unless all
    agreed; a one-party place allows it to who took part, so that we must be among the parties; a mixed, weakly attested or unknown rule
    leaves it `unchecked` and kept out until a person has looked (israel.md (b), our cautious reading).
    """
    if not is_recording:
        return Lawful.LAWFUL, Reason("conversations.writing_is_lawful", values={"kind": f"evidence:{kind}"})
    are_known = len(parties) > 1 and all(party.place for party in parties)
    if are_known and all_agreed:
        return Lawful.LAWFUL, Reason("conversations.all_agreed", facts=tuple(party.ref for party in parties))
    verdicts = [] if are_known else [_unchecked(Reason("conversations.parties_unknown"))]
    verdicts += _of_places(parties)
    if not any(_may_be_us(party) for party in parties):
        verdicts.append(_unchecked(Reason("conversations.not_a_party")))
    return min(verdicts, key=lambda verdict: _STRICTNESS.index(verdict[0]))


def _of_places(parties: tuple[Party, ...]) -> Iterator[Verdict]:
    for place in dict.fromkeys(party.place for party in parties if party.place):
        yield _of_place(place)


def _of_place(place: str) -> Verdict:
    rule = recording_rule(place)
    if rule is None:
        return _unchecked(Reason("conversations.place_unknown", values={"place": f"country:{place}"}))
    named = RuleId(f"recording:{rule.place}")
    if rule.rule == "all_party":
        return Lawful.UNLAWFUL, Reason("conversations.all_must_agree", rule=named, values={"place": f"country:{rule.place}"})
    if rule.rule != "one_party" or rule.source.confidence not in (Confidence.HIGH, Confidence.MEDIUM):
        return _unchecked(Reason("conversations.rule_unsure", rule=named, values={"place": f"country:{rule.place}"}))
    return Lawful.LAWFUL, Reason("conversations.one_party", rule=named, values={"place": f"country:{rule.place}"})


def _unchecked(reason: Reason) -> Verdict:
    return Lawful.UNCHECKED, reason


def _may_be_us(party: Party) -> bool:
    """Parties are named freely (`owner`, `dana`); only who is named as an outsider is surely not of the business."""
    return not any(word in _OUTSIDERS for word in party.ref.lower().replace("-", " ").replace("_", " ").split())
