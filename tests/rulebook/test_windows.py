"""Which windows apply: those of the network, processor, phase, place and code, and never another desk's."""

import pytest

from yosher.kernel.words import Network, Phase
from yosher.rulebook.lookup import rule_for, rules
from yosher.rulebook.model import Rule
from yosher.rulebook.records import table, words
from yosher.rulebook.windows import hours_of, shortest, windows_for


@pytest.mark.parametrize(
    ("network", "code", "processor", "phase", "place", "hours"),
    [
        (Network.VISA, "13.1", None, Phase.FIRST_CHARGEBACK, "US", 18 * 24),  # unknown processor: the shortest seen for the code
        (Network.VISA, "13.1", "adyen", Phase.FIRST_CHARGEBACK, "DE", 18 * 24),
        (Network.VISA, "13.1", "checkout", Phase.FIRST_CHARGEBACK, "DE", 20 * 24),
        (Network.VISA, "13.1", "worldpay", Phase.FIRST_CHARGEBACK, "GB", 30 * 24),  # other processors' windows do not apply
        (Network.VISA, "13.1", "cashfree", Phase.FIRST_CHARGEBACK, "IN", 3 * 24),
        (Network.VISA, "13.1", "cashfree", Phase.FIRST_CHARGEBACK, "US", 30 * 24),  # another country's window does not apply
        (Network.VISA, "13.1", "xendit", Phase.PRE_ARBITRATION, None, 7 * 24),
        (Network.VISA, "13.1", "worldpay", Phase.PRE_ARBITRATION, None, 30 * 24),
        (Network.VISA, "13.1", None, Phase.PRE_ARBITRATION, None, 7 * 24),  # which desk it is, is not known: the shortest of all
        (Network.VISA, "10.4", "checkout", Phase.ARBITRATION, None, 5 * 24),  # allocation
        (Network.VISA, "13.1", "checkout", Phase.ARBITRATION, None, 10 * 24),
        (Network.VISA, "13.1", "cashfree", Phase.FIRST_CHARGEBACK, None, 3 * 24),  # its country's, where the place is not known
        (Network.VISA, "C028", None, Phase.COMPLIANCE, None, 30 * 24),
        (Network.MASTERCARD, "6321", "adyen", Phase.RETRIEVAL, None, 18 * 24),
        (Network.AMEX, "004", None, Phase.INQUIRY, None, 14 * 24),
        (Network.KLARNA, "RETURN", None, Phase.FIRST_CHARGEBACK, None, 96),
        (Network.KLARNA, "RETURN", "stripe", Phase.FIRST_CHARGEBACK, None, 7 * 24),
        (Network.KLARNA, "RETURN", "klarna", Phase.FIRST_CHARGEBACK, None, 21 * 24),
        (Network.KLARNA, "UNAUTHORIZED_PURCHASE", "klarna", Phase.FIRST_CHARGEBACK, None, 7 * 24),
        (Network.PAYPAL, "UNAUTHORISED", None, Phase.FIRST_CHARGEBACK, None, 7 * 24),
        (Network.PAYPAL, "CREDIT_NOT_PROCESSED", "paypal", Phase.FIRST_CHARGEBACK, None, 10 * 24),
        (Network.UNIONPAY, "4526", "adyen", Phase.FIRST_CHARGEBACK, None, 30 * 24),
        (Network.VISA, "99.9", None, Phase.FIRST_CHARGEBACK, None, 18 * 24),  # unlisted: the shortest of the network
        (Network.VISA, "99.9", "worldpay", Phase.FIRST_CHARGEBACK, None, 30 * 24),
        (Network.AMEX, None, None, Phase.FIRST_CHARGEBACK, None, 10 * 24),
        (Network.DINERS, "C41", None, Phase.FIRST_CHARGEBACK, None, 20 * 24),
        (Network.KLARNA, "NEW_REASON", None, Phase.FIRST_CHARGEBACK, None, 96),
        (Network.PAYPAL, "NEW_REASON", None, Phase.FIRST_CHARGEBACK, None, 7 * 24),
        (Network.AMEX, "C08", None, Phase.FIRST_CHARGEBACK, None, 10 * 24),
        (Network.MASTERCARD, "4853", None, Phase.FIRST_CHARGEBACK, None, 20 * 24),
        (Network.VISA, "10.4", None, Phase.ALERT, None, 24),
    ],
)
def test_the_shortest_window_that_applies(
    network: Network, code: str | None, processor: str | None, phase: Phase, place: str | None, hours: int
) -> None:
    rule = rule_for(network, code)
    found = shortest(windows_for(rule, processor=processor, phase=phase, place=place))
    assert found is not None
    assert hours_of(found) == hours


FIRST_ANSWERS = [r for r in rules() if r.status in ("active", "program", "retired") and (r.acquirer_days or r.psp_windows)]


@pytest.mark.parametrize("rule", FIRST_ANSWERS, ids=lambda r: r.id)
def test_no_window_of_a_code_ends_before_the_one_taken_and_no_other_desks_window_applies(rule: Rule) -> None:
    record = next(
        r for r in table("reason_codes") if (r["network"], r["code"], r["sub_reason"]) == (rule.network, rule.code, rule.sub or "")
    )
    seen = [24 * int(part.partition(":")[2]) for part in words(record["psp_days_seen"]) if "h" not in part]
    seen += [24 * int(record["acquirer_days"])] if record["acquirer_days"] else []
    taken = shortest(windows_for(rule, processor=None, phase=Phase.FIRST_CHARGEBACK, place="FR"))
    assert taken is not None
    assert (hours_of(taken) or 0) <= min(seen)
    for processor in ("adyen", "checkout", "worldpay", "stripe"):
        found = windows_for(rule, processor=processor, phase=Phase.FIRST_CHARGEBACK, place="FR")
        assert {w.processor for w in found} <= {None, processor}
        assert all(w.place is None for w in found)
        assert all(w.phase in (None, Phase.FIRST_CHARGEBACK) for w in found)
