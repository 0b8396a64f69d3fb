"""Whether a piece of evidence may be used: writing may; a recording only where every place allows it."""

from yosher.evidence.model import Lawful, Party
from yosher.kernel.ids import RuleId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Confidence
from yosher.rulebook.law import recording_rule


def lawful(kind: str, *, parties: tuple[Party, ...], is_recording: bool, all_agreed: bool = False) -> tuple[Lawful, Reason]:
    """The strictest rule of all participants' places governs; an unknown place counts as all-party.

    `mixed`, weak and unverified rules behave as all-party (israel.md (b), our cautious reading): the recording is then kept out as
    `unchecked` until a person has checked it, or as `unlawful` where an all-party rule is well attested and nobody says that all agreed.
    """
    if not is_recording:
        return Lawful.LAWFUL, Reason("conversations.writing_is_lawful", values={"kind": f"evidence:{kind}"})
    if len(parties) < 2 or not all(party.place for party in parties):
        return Lawful.UNCHECKED, Reason("conversations.parties_unknown")
    if all_agreed:
        return Lawful.LAWFUL, Reason("conversations.all_agreed", facts=tuple(party.ref for party in parties))
    for party in parties:
        rule = recording_rule(party.place)
        if rule is None:
            return Lawful.UNCHECKED, Reason("conversations.place_unknown", values={"place": party.place})
        named = RuleId(f"recording:{rule.place}")
        sure = rule.source.confidence in (Confidence.HIGH, Confidence.MEDIUM)
        if rule.rule == "all_party" and sure:
            return Lawful.UNLAWFUL, Reason("conversations.all_must_agree", rule=named, values={"place": rule.place})
        if rule.rule != "one_party" or not sure:
            return Lawful.UNCHECKED, Reason("conversations.rule_unsure", rule=named, values={"place": rule.place})
    return Lawful.LAWFUL, Reason(
        "conversations.one_party", rule=RuleId(f"recording:{parties[0].place}"), values={"place": parties[0].place}
    )
