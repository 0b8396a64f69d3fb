"""Money stays in its currency; a fee is as its record says, a range, or not known, and never silently 0."""

from datetime import date

import pytest

from yosher.cases.model import State
from yosher.decisions.figures import Span
from yosher.insights.charged import Charged, Went, charged
from yosher.insights.model import Group
from yosher.insights.takings import Takings, takings
from yosher.kernel.words import Network, Phase
from yosher.rulebook.costs import fees_for
from yosher.rulebook.model import Fee

ON = date(2026, 10, 1)


def fees(processor: str | None, network: Network, on: date = ON) -> tuple[Fee, ...]:
    return fees_for(processor, network, on=on)


def went(result: str, *, denied: bool = True, answered: bool = False, phase: Phase = Phase.FIRST_CHARGEBACK) -> Went:
    return Went(phase, State(result), denied, answered)


@pytest.mark.parametrize(
    ("processor", "how", "found"),
    [
        ("stripe", went("received"), Charged({"USD": Span(1500, 1500)}, True)),
        ("stripe", went("sent", answered=True), Charged({"USD": Span(3000, 3000)}, True)),
        ("stripe", went("won", answered=True), Charged({"USD": Span(1500, 1500)}, True)),  # the counter fee comes back
        ("stripe", went("partly_won", answered=True), Charged({"USD": Span(3000, 3000)}, True)),
        ("stripe", went("lost"), Charged({"USD": Span(1500, 3000)}, True)),  # whether it was answered is not known here
        ("stripe", went("refunded", denied=False, phase=Phase.INQUIRY), Charged({}, True)),
        ("stripe", went("sent", answered=True, phase=Phase.ARBITRATION), Charged({"USD": Span(3000, 3000)}, False)),
        ("stripe", went("refunded", denied=False, phase=Phase.ALERT), Charged({}, False)),
        ("square", went("lost"), Charged({}, True)),  # a fee of 0 is stated
        ("adyen", went("lost"), Charged({}, False)),
        (None, went("received"), Charged({}, False)),
        ("nobody", went("received"), Charged({}, False)),
    ],
)
def test_a_case_has_cost_what_the_records_say(processor: str | None, how: Went, found: Charged) -> None:
    assert charged(fees(processor, Network.VISA), how, currency="ILS") == found


@pytest.mark.parametrize(("result", "minor"), [("received", None), ("lost", 1500), ("won", None)])
def test_a_fee_that_is_charged_after_the_decision_waits_for_it(result: str, minor: int | None) -> None:
    found = charged([f for f in fees("paypal", Network.PAYPAL) if f.network], went(result), currency="USD")
    assert found.spans == ({"USD": Span(minor, minor)} if minor else {})


def test_the_fee_is_that_of_its_day() -> None:
    before = charged(fees("stripe", Network.VISA, date(2025, 6, 1)), went("won"), currency="USD")
    assert before.spans == {}  # it came back on a win then


def group(
    currency: str, result: str, n: int = 1, *, processor: str | None = "stripe", sums: tuple[int, int, int] = (0, 0, 0), **more: object
) -> Group:
    denied, answered = more.get("denied", True), more.get("answered", False)
    key = (
        currency,
        0,
        processor,
        "visa",
        "first_chargeback",
        result,
        denied,
        answered,
        more.get("refunded_in"),
        more.get("recovered_in"),
        more.get("family"),
    )
    return Group(key, n, *sums)  # type: ignore[arg-type]  # traits as they come


def money(*groups: Group) -> dict[str, Takings]:
    return {one.currency: one for one in takings(groups, lambda processor, network, _: fees(processor, network))}


def test_currencies_never_add_up() -> None:
    found = money(
        group("USD", "won", 2, sums=(30000, 0, 30000), recovered_in="USD", answered=True), group("ILS", "lost", sums=(50000, 0, 0))
    )
    assert list(found) == ["ILS", "USD"]
    assert (found["USD"].disputed, found["USD"].recovered, found["USD"].net) == (30000, {"USD": 30000}, Span(27000, 27000))
    assert found["USD"].complete
    assert (found["ILS"].lost, found["ILS"].net, found["ILS"].complete) == (50000, Span(0, 0), False)
    assert [reason.code for reason in found["ILS"].missing()] == ["insights.fees_apart"]


def test_an_unknown_fee_is_counted_as_unknown_and_flags_the_net_sum() -> None:
    one = money(
        group("USD", "won", 3, sums=(9000, 0, 9000), recovered_in="USD"),
        group("USD", "won", 2, processor="adyen", sums=(50, 0, 50), recovered_in="USD"),
    )["USD"]
    assert (one.fees_known, one.fees_unknown, one.complete) == (3, 2, False)
    assert [(reason.code, reason.values["n"]) for reason in one.missing()] == [("insights.fees_unknown", 2)]
    assert one.net == Span(9050 - 4500, 9050 - 4500)


def test_what_is_lost_of_each_result() -> None:
    one = money(
        group("USD", "lost", sums=(100, 0, 0)),
        group("USD", "accepted", sums=(20, 0, 0)),
        group("USD", "expired", sums=(3, 0, 0)),
        group("USD", "expired", sums=(999, 0, 0), denied=False),  # an alert that ran out took no money
        group("USD", "partly_won", sums=(5000, 0, 1000), recovered_in="USD"),
        group("USD", "partly_won", sums=(7000, 0, 0)),
        group("USD", "received", sums=(400, 0, 0)),
        group("USD", "refunded", sums=(60, 60, 0), refunded_in="USD"),
    )["USD"]
    assert (one.lost, one.undecided, one.refunded, one.recovered_unknown) == (4123, 400, {"USD": 60}, 1)
    assert "insights.recovered_unknown" in [reason.code for reason in one.missing()]


def test_a_refund_in_another_currency_stands_apart() -> None:
    one = money(group("USD", "refunded", sums=(100, 360, 0), refunded_in="ILS"))["USD"]
    assert one.refunded == {"ILS": 360}
    assert "insights.paid_apart" in [reason.code for reason in one.missing()]


def test_each_family_of_claims_has_its_own_sums_and_they_add_up() -> None:
    one = money(
        group("USD", "won", 2, sums=(3000, 0, 3000), recovered_in="USD", family="not_received"),
        group("USD", "withdrawn", sums=(70, 0, 0), family="not_me"),
        group("USD", "lost", 5, sums=(500, 0, 0), processor=None),
    )["USD"]
    assert [(key, part.n) for key, part in one.by_family] == [("not_received", 2), ("not_me", 1), (None, 5)]
    assert (one.withdrawn, one.lost) == (70, 500)
    for name in ("n", "disputed", "withdrawn", "lost", "undecided", "fees_known", "fees_unknown"):
        assert sum(getattr(part, name) for _, part in one.by_family) == getattr(one, name)
    assert sum(part.net.low for _, part in one.by_family) == one.net.low
