"""Cases and sales counted: a narrow row beside each case, and grouped queries over its columns."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, ExpressionWrapper, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Substr

from yosher.adapters.store.models import TallyRow, TransactionRow
from yosher.adapters.store.troubles import explained
from yosher.cases.door.networks import network_named
from yosher.cases.model import Case as OneCase
from yosher.cases.tally import tally_of
from yosher.desk.ports import SavedAnswer
from yosher.evidence.checks_of_payment import authenticated
from yosher.insights.model import Group, On, Period, Sales, Trait
from yosher.insights.months import after, begins
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.money import Money

_KEY = ("organisation", "case")
_OF_SALES = ("network", "card_present")
_CHECKS = ("three_ds", "eci")
_SUMS: Mapping[str, Combinable] = {
    "n": Count("id"),
    "disputed": Sum("amount_minor"),
    "refunded": Coalesce(Sum("refunded_minor"), Value(0)),
    "recovered": Coalesce(Sum("recovered_minor"), Value(0)),
}


def keep_tally(case: OneCase) -> None:
    """The row of a case as it stands; what its answers left in it stays."""
    columns = _columns(case)
    row = TallyRow(organisation=case.organisation, case=case.id, **columns)
    TallyRow.objects.bulk_create([row], update_conflicts=True, unique_fields=_KEY, update_fields=list(columns))


def tally_answer(organisation: OrgId, answer: SavedAnswer) -> None:
    columns = {"family": answer.family, "strength": answer.strength, "finding": answer.finding, "cause": answer.cause}
    TallyRow.objects.filter(organisation=organisation, case=answer.case).update(**columns)


def tally_sent(organisation: OrgId, case: CaseId, day: date) -> None:
    """How long the first answer took; a later phase's answer changes nothing."""
    rows = TallyRow.objects.filter(organisation=organisation, case=case, days_to_answer__isnull=True)
    for came_on, denied_on in rows.values_list("came_on", "denied_on"):
        rows.update(days_to_answer=max(0, (day - date.fromisoformat(denied_on or came_on)).days))


def _columns(case: OneCase) -> dict[str, object]:
    tally, denial = tally_of(case), case.denial
    return {
        "came_on": tally.came_on.isoformat(),
        "denied_on": _iso(tally.denied_on),
        "reported_on": _iso(tally.reported_on),
        "prevented_on": _iso(tally.prevented_on),
        "network": denial.network,
        "code": denial.code,
        "processor": denial.processor,
        "phase": case.phase,
        "result": tally.result,
        "reviewed": tally.reviewed,
        "turned": tally.turned,
        "amount_minor": denial.amount.minor,
        "currency": denial.amount.currency,
        "refunded_minor": _minor(case.refunded),
        "refunded_in": _currency(case.refunded),
        "recovered_minor": _minor(case.recovered),
        "recovered_in": _currency(case.recovered),
        "choice": case.choice,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _minor(money: Money | None) -> int | None:
    return None if money is None else money.minor


def _currency(money: Money | None) -> str | None:
    return None if money is None else money.currency


class TalliesInDatabase:
    """`CountsCases`."""

    def groups(
        self, organisation: OrgId, period: Period, by: Sequence[Trait], *, on: On = On.CAME, cuts: Sequence[date] = ()
    ) -> Sequence[Group]:
        within = {f"{on.value}__gte": period.first.isoformat(), f"{on.value}__lte": period.last.isoformat()}
        rows = TallyRow.objects.filter(organisation=organisation, **within).order_by()
        keys = {f"by_{trait.value}": _expression(trait, on, cuts) for trait in by}
        with explained():
            found = rows.values(**keys).annotate(**_SUMS).order_by(*keys).values_list(*keys, *_SUMS)
            # A trait that is the same for all rows is no GROUP BY to a database, and then nothing is one group of none.
            return [Group(tuple(row[: len(by)]), *row[len(by) :]) for row in found if row[len(by)]]

    def sales(self, organisation: OrgId, months: Sequence[str], *, zone: tzinfo, checked: bool = False) -> Sequence[Sales]:
        columns = (*_OF_SALES, *_CHECKS) if checked else _OF_SALES
        arms = [_sold_in(organisation, month, zone, columns) for month in months]
        with explained():
            found = list(arms[0].union(*arms[1:], all=True)) if arms else []
        return [_sales(row) for row in found]


def _expression(trait: Trait, on: On, cuts: Sequence[date]) -> Combinable:
    match trait:
        case Trait.MONTH:
            return Substr(on.value, 1, 7)
        case Trait.SPAN:
            stretches = [When(**{f"{on.value}__lt": cut.isoformat()}, then=Value(number)) for number, cut in enumerate(cuts)]
            return Case(*stretches, default=Value(len(cuts)), output_field=IntegerField())
        case Trait.DENIED:
            return ExpressionWrapper(Q(denied_on__isnull=False), output_field=BooleanField())
        case Trait.ANSWERED:
            return ExpressionWrapper(Q(reviewed=True) | Q(days_to_answer__isnull=False), output_field=BooleanField())
        case _:
            return F(trait.value)


def _sold_in(organisation: OrgId, month: str, zone: tzinfo, columns: Sequence[str]) -> QuerySet[TransactionRow, tuple[Any, ...]]:
    """Each month is its own stretch of the index: a condition that numbers the months would be computed for every row."""
    first, last = (int(datetime.combine(begins(m), time(), zone).timestamp()) for m in (month, after(month)))
    rows = TransactionRow.objects.filter(organisation=organisation, ts__gte=first, ts__lt=last).order_by()
    named = rows.annotate(month=Value(month, output_field=CharField())).values("month", *columns)
    counted: QuerySet[TransactionRow, tuple[Any, ...]] = named.annotate(count=Count("id")).values_list("month", "count", *columns)
    return counted


def _sales(row: tuple[Any, ...]) -> Sales:
    month, n, network, present, *checks = row
    passed = authenticated({name: value for name, value in zip(_CHECKS, checks, strict=False) if value})
    return Sales(month, network_named(network) if network else None, present, n, passed)
