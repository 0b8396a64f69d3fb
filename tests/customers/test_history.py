"""What the records say of earlier deals: counted, dated, and never more than they hold."""

from datetime import date

import pytest

from given import NOW, denial, record
from yosher.cases.model import Transaction
from yosher.customers.history import first_day, history_of
from yosher.evidence.model import Record, RecordKind
from yosher.kernel.ids import RecordId


def history(*records, **transaction):
    return history_of(records, denial(transaction=Transaction(**transaction)), now=NOW)


def deal(ref, **values):
    return Record(RecordId(f"transactions:{ref}"), RecordKind.TRANSACTIONS, values)


@pytest.mark.parametrize(
    ("values", "undisputed", "denied"),
    [
        ({"disputed": False}, 1, 0),
        ({"disputed": False, "fraud": False}, 1, 0),
        ({"disputed": "false"}, 1, 0),
        ({"disputed": 0}, 1, 0),
        ({"disputed": True}, 0, 1),
        ({"disputed": False, "fraud": True}, 0, 1),
        ({"fraud": False}, 0, 0),
        ({}, 0, 0),
        ({"disputed": ""}, 0, 0),
    ],
)
def test_only_what_is_recorded_as_undisputed_counts_as_such(values, undisputed, denied):
    found = history(deal("t1", **values))
    assert (len(found.undisputed), len(found.denied)) == (undisputed, denied)


def test_the_denied_transaction_is_not_its_own_history():
    assert history(deal("A-77", disputed=False), id="A-77").earlier == ()


def test_the_same_record_twice_counts_once():
    assert len(history(deal("t1", disputed=False), deal("t1", disputed=False)).undisputed) == 1


def test_other_kinds_of_records_are_no_transactions():
    assert history(record("orders", "2026-01-01", disputed=False)).earlier == ()


@pytest.mark.parametrize(("day", "counts"), [("2026-09-30", True), ("2026-10-01", False)])
def test_only_deals_up_to_the_denied_one_are_earlier(day, counts):
    found = history(record("transactions", day, disputed=False), day=date(2026, 9, 30))
    assert bool(found.earlier) is counts


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"ts": 1767225600}, date(2026, 1, 1)),
        ({"day": 20454}, date(2026, 1, 1)),
        ({}, None),
        ({"ts": 10**30}, None),
        ({"day": 10**12}, None),
    ],
)
def test_the_day_comes_from_the_stamp_or_the_day_count(values, day):
    assert first_day(history(deal("t1", **values)).earlier) == day


def test_refunds_are_counted_where_they_are_recorded():
    assert [str(one.id) for one in history(deal("a", refunded_minor=500), deal("b", refunded_minor=0), deal("c")).refunded] == [
        "transactions:a"
    ]
