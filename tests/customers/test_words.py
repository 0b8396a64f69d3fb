"""What is heard in a customer's words, in Hebrew and English, and in their nearest neighbours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.customers.plain import READ_UP_TO, sentences
from yosher.customers.words import Said, heard

HEARD = [
    ("אולי הבן שלי הזמין, הוא בן 15", Said.HOUSEHOLD),
    ("ובעלי כנראה קנה את זה", Said.HOUSEHOLD),
    ("my son must have ordered it", Said.HOUSEHOLD),
    ("it was ordered by my husband", Said.HOUSEHOLD),
    ("מה זה החיוב הזה?", Said.NOT_RECOGNISED),
    ("אני לא מכירה את העסק הזה", Said.NOT_RECOGNISED),
    ("I don’t recognize the name", Said.NOT_RECOGNISED),
    ("התחרטתי על הקנייה", Said.CHANGED_MIND),
    ("הִתְחָרַטְתִּי", Said.CHANGED_MIND),
    ("we no longer want the table", Said.CHANGED_MIND),
    ("הגיע צבע אחר לגמרי ממה שבתמונה", Said.FAULT),
    ("the lamp stopped working", Said.FAULT),
    ("לא הבנתי שזה מנוי", Said.NOT_UNDERSTOOD),
    ("I thought it was a one-time payment", Said.NOT_UNDERSTOOD),
    ("או שמחזירים היום או שאני מכחיש", Said.PRESSURE),
    ("או שתחזירו את הכסף או צ׳רג׳בק", Said.PRESSURE),
    ("Refund me today or I dispute it", Said.PRESSURE),
    ("if you don't pay me back my money I will file a chargeback", Said.PRESSURE),
    ("אפשר לבטל את ההכחשה?", Said.WITHDRAWS),
    ("Please cancel the dispute, I found the receipt", Said.WITHDRAWS),
]


@pytest.mark.parametrize(("text", "said"), HEARD)
def test_heard(text, said):
    assert said in heard(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("הבן שלי לא הזמין כלום", Said.HOUSEHOLD),
        ("my son did not order this", Said.HOUSEHOLD),
        ("my wife is angry. I ordered a table", Said.HOUSEHOLD),
        ("הבנתי את המחיר", Said.NOT_UNDERSTOOD),
        ("לא התחרטתי", Said.CHANGED_MIND),
        ("I have not changed my mind", Said.CHANGED_MIND),
        ("אם תחזירו חצי אני סוגר את זה", Said.PRESSURE),
        ("עורך הדין שלי ייצור קשר", Said.PRESSURE),
        ("I would like a refund please", Said.PRESSURE),
        ("I will dispute it with my bank", Said.PRESSURE),
        ("we will be there later", Said.FAULT),
        ("אפשר לבטל את ההזמנה?", Said.WITHDRAWS),
    ],
)
def test_not_heard_in_the_nearest_neighbour(text, said):
    assert said not in heard(text)


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_is_read_without_trouble_and_the_same_way_twice(text):
    assert heard(text) == heard(text)


@given(st.sampled_from(HEARD), st.text(alphabet="\u200e\u200f\u202b\u202c\u2066\u2069", max_size=4))
@settings(max_examples=40)
def test_direction_marks_change_nothing(pair, marks):
    text, said = pair
    assert said in heard((marks + " ").join(text.split(" ")))


def test_a_very_long_message_is_read_up_to_its_limit():
    assert sum(len(part) for part in sentences("a" * (READ_UP_TO * 3))) == READ_UP_TO
    assert heard("x " * READ_UP_TO + "I changed my mind") == frozenset()
