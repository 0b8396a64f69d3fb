"""What the cases of a period say together: counted by the store in a few queries, put in order by the room, told as JSON values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from yosher.cases.model import State
from yosher.decisions.currencies import convert
from yosher.desk.document import Json
from yosher.desk.insights_document import insights_document
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.insights import causes
from yosher.insights.model import Group, On, Period, Trait
from yosher.insights.monitoring import Known, Monitored, monitored, worth_checking
from yosher.insights.months import back, before, begins, ends, month_of, months_in
from yosher.insights.outcomes import THEN, median, outcome, outcomes
from yosher.insights.page import Insights
from yosher.insights.settings import card_not_present, region_of
from yosher.insights.sold import Market
from yosher.insights.takings import ASKED, FeesOf, takings
from yosher.kernel.currency import is_currency
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language, Network
from yosher.rulebook.costs import all_fees, fees_for
from yosher.rulebook.model import Fee

MONTHS = 12  # that are looked at where nobody says from when: this one and the eleven before
LONGEST = 120  # months: each is a stretch of its own in the store's query
OUTCOMES_BY = {"by_family": Trait.FAMILY, "by_strength": Trait.STRENGTH, "by_network": Trait.NETWORK, "by_course": Trait.CHOICE}


def insights(
    *, desk: Desk, language: Language, first: date | None = None, last: date | None = None, currency: str | None = None
) -> dict[str, Json]:
    """The document of the page. Without dates the last twelve months; `currency` shows the money of that currency alone."""
    if currency is not None and not is_currency(currency):
        raise DeskRefused(Reason("insights.no_such_currency", values={"text": currency}))
    return insights_document(figures(period_of(first, last, desk=desk), desk=desk, currency=currency), language=language)


def period_of(first: date | None, last: date | None, *, desk: Desk) -> Period:
    """Refused where the days are in the wrong order, or where the period is longer than can be counted at once."""
    to = last or _today(desk)
    period = Period(first or begins(back(month_of(to), MONTHS - 1)), to)
    if period.last < period.first:
        raise DeskRefused(Reason("insights.dates_reversed", values={"first": period.first, "last": period.last}))
    if month_of(period.first) < back(month_of(period.last), LONGEST - 1):
        raise DeskRefused(Reason("insights.period_too_long", values={"n": LONGEST}))
    return period


def figures(period: Period, *, desk: Desk, currency: str | None = None) -> Insights:
    known = _known(period, desk=desk)
    kinds = _groups(period, causes.ASKED, desk=desk)
    codes = _groups(period, (Trait.NETWORK, Trait.CODE), desk=desk)
    results = {name: _groups(period, (trait, *THEN), desk=desk) for name, trait in OUTCOMES_BY.items()}
    middle, timed = median(_groups(period, (Trait.DAYS,), desk=desk))
    cuts = _cuts(period)
    paid = desk.store.groups(desk.organisation.id, period, ASKED, cuts=cuts)
    return Insights(
        period=period,
        region=region_of(desk.organisation),
        n=sum(group.n for group in kinds),
        sales=_sales(months_in(period), known),
        programmes=_programmes(months_in(period), known, desk=desk),
        settled_before=_settled_before(paid),
        together=causes.counted(kinds, lambda group: group.key),
        findings=causes.counted(kinds, lambda group: group.key[:1]),
        causes=causes.counted(kinds, lambda group: group.key[1:2]),
        families=causes.counted(kinds, lambda group: group.key[2:3]),
        codes=causes.counted(codes, lambda group: group.key),
        categories=causes.by_category(codes),
        all_outcomes=outcome(None, results["by_network"]),
        outcomes={name: outcomes(groups) for name, groups in results.items()},
        median_days=middle,
        answers_timed=timed,
        money=takings((g for g in paid if currency in (None, g.key[0])), _fees_in(period, cuts)),
    )


def _groups(period: Period, by: Sequence[Trait], *, desk: Desk) -> Sequence[Group]:
    return desk.store.groups(desk.organisation.id, period, by)


def _programmes(months: Sequence[str], known: Known, *, desk: Desk) -> tuple[Monitored, ...]:
    """Which sales were authenticated is read only of the months in which it decides."""
    found = monitored(months, known)
    if asked := worth_checking(found):
        checked = desk.store.sales(desk.organisation.id, asked, zone=desk.organisation.tz, checked=True)
        return monitored(months, replace(known, checked=checked))
    return found


def _sales(months: Sequence[str], known: Known) -> tuple[tuple[str, int], ...]:
    counted = ((month, sum(sold.n for sold in known.sales if sold.month == month)) for month in months)
    return tuple((month, n) for month, n in counted if n)


def _known(period: Period, *, desk: Desk) -> Known:
    """What the ratios are made of: whole months, and the sales of one more before them."""
    organisation, months = desk.organisation, months_in(period)
    whole = Period(begins(months[0]), ends(months[-1]))
    rates = tuple(desk.store.rates(organisation.id))

    def into(money: Money, currency: str, day: date) -> Money | None:
        found = convert(money, currency, on=day, rates=rates)
        return found.money if found else None

    def counted(on: On) -> Sequence[Group]:
        by = (Trait.MONTH, Trait.NETWORK, Trait.CODE, Trait.CURRENCY, Trait.DENIED)
        return desk.store.groups(organisation.id, whole, by, on=on)

    return Known(
        denied=counted(On.DENIED),
        reported=counted(On.REPORTED),
        prevented=[group for group in counted(On.PREVENTED) if not group.key[4]],
        sales=desk.store.sales(organisation.id, (before(months[0]), *months), zone=organisation.tz),
        market=Market(organisation.country, region_of(organisation), card_not_present(organisation)),
        today=_today(desk),
        into=into,
    )


def _settled_before(paid: Sequence[Group]) -> dict[Network, int]:
    found: dict[Network, int] = {}
    for group in paid:
        _, _, _, network, _, result, denied, *_ = group.key
        if result == State.REFUNDED and not denied:
            found[Network(str(network))] = found.get(Network(str(network)), 0) + group.n
    return found


def _cuts(period: Period) -> tuple[date, ...]:
    """The days of the period from which another fee holds than the day before."""
    changes = {fee.source.effective_from for fee in all_fees()}
    changes |= {fee.source.effective_to + timedelta(days=1) for fee in all_fees() if fee.source.effective_to}
    return tuple(sorted(day for day in changes if day and period.first < day <= period.last))


def _fees_in(period: Period, cuts: Sequence[date]) -> FeesOf:
    """The fee records of a processor and a network that held in a stretch between two cuts."""
    starts = (period.first, *cuts)

    @cache
    def fees_of(processor: str | None, network: Network, span: int) -> tuple[Fee, ...]:
        return fees_for(processor, network, on=starts[span])

    return fees_of


def _today(desk: Desk) -> date:
    return desk.now.astimezone(desk.organisation.tz).date()
