"""The claim family: by the code, else by words in Hebrew and English, else unknown."""

import pytest

from evidence.scenes import rule
from yosher.evidence.family import family_of, spoken_family
from yosher.kernel.words import ClaimFamily, Language, Network
from yosher.phrases.say import say
from yosher.rulebook.lookup import rule_for

UNLISTED = rule("ZZ", listed=False)

WORDS = {
    "not_me": [
        "מה זה החיוב הזה של 349 שח?? אני לא מכיר אתכם בכלל",
        "לא עשיתי שום עסקה, כנראה גנבו לי את הכרטיס, תבדקו בבקשה",
        "אולי הבן שלי הזמין, הוא בן 15, אני לא אישרתי",
        "why was I charged ₪350? לא הזמנתי כלום מהאתר הזה",
        "I did not make this purchase",
        "I don’t recognise this charge",
        "My card was stolen",
        "fraudulent",
        "unrecognized",
        "UNAUTHORISED",
    ],
    "not_received": [
        "לא קיבלתי את המוצר ואף אחד לא עונה לי",
        "עברו שבועיים והחבילה לא הגיעה, אף אחד לא עונה בוואטסאפ",
        "השליח כתב שנמסר אבל לא קיבלתי כלום",
        "לא ביטלתי כלום, פשוט המוצר לא הגיע",
        "The parcel never arrived",
        "I haven't received my order",
        "product_not_received",
        "I did not cancel, but it never arrived",
    ],
    "not_as_described": [
        "הגיע צבע אחר לגמרי ממה שבתמונה",
        "המוצר הגיע שבור",
        "The item arrived broken",
        "not as described",
        "wrong item was sent to me",
        "product_unacceptable",
    ],
    "cancelled": [
        "חידשו לי מנוי שביטלתי",
        "אני בת 71 ולא הבנתי שזה מנוי, תבטלו לי",
        "I cancelled my subscription in May and was charged again",
        "subscription_canceled",
    ],
    "credit_not_processed": [
        "החזרתי את המוצר ולא זיכו אותי",
        "לא קיבלתי את הזיכוי שהובטח לי",
        "ביטלתי ביום ראשון בטלפון עם מישהי בשם מיכל ואמרה שיחזירו",
        "I returned the shoes and did not get my refund",
        "credit_not_processed",
    ],
    "duplicate": [
        "חייבתם אותי פעמיים על אותה הזמנה, ORD-88213",
        "I was charged twice for the same order",
        "we paid in cash at the shop and the card was charged too",
        "duplicate",
    ],
    "amount_differs": [
        "סיכמנו על 1,200 וירד לי 1,420, למה?",
        "סכום גבוה מהמוסכם",
        "The price was 100 but I was charged 150",
        "INCORRECT_AMOUNT",
    ],
    "unknown": [
        "",
        "general",
        "האשראי אצלי כל הזמן אז איך זה יכול להיות",
        "Did not receive any reply to my emails",
        "לא קיבלתי תשובה למייל",
        "please cancel my chargeback, my husband found the parcel",
        "I want my money back",
    ],
}


@pytest.mark.parametrize(("family", "words"), [(family, words) for family, lines in WORDS.items() for words in lines])
def test_words_speak_of_their_family(family: str, words: str) -> None:
    assert spoken_family(words).family == family


@pytest.mark.parametrize(
    ("words", "family", "second"),
    [
        ("המוצר הגיע שבור וביטלתי את העסקה", "not_as_described", "cancelled"),
        ("I did not order this and nothing arrived", "not_me", "not_received"),
        ("ביטלתי כי המוצר לא הגיע", "not_received", "cancelled"),
    ],
)
def test_of_two_families_the_stronger_counts_and_the_second_is_named(words: str, family: str, second: str) -> None:
    found, reason = family_of(UNLISTED, words)

    assert found == family
    assert reason.values["second"] == f"claim_family:{second}"


@pytest.mark.parametrize("words", ["half of it did not arrive and the rest is broken", "חצי לא הגיע והחצי השני שבור"])
def test_two_equal_families_are_unknown_and_both_are_named(words: str) -> None:
    found, reason = family_of(UNLISTED, words)

    assert found is ClaimFamily.UNKNOWN
    assert {reason.values["first"], reason.values["second"]} == {"claim_family:not_received", "claim_family:not_as_described"}


def test_code_decides_over_words() -> None:
    found, reason = family_of(rule("13.1"), "I was charged twice")

    assert found is ClaimFamily.NOT_RECEIVED
    assert reason.code == "evidence.family_from_code"
    assert reason.rule == "visa:13.1"


def test_without_a_code_the_customers_words_come_before_the_processors() -> None:
    assert family_of(UNLISTED, "It never arrived", "duplicate")[0] is ClaimFamily.NOT_RECEIVED
    assert family_of(UNLISTED, "", "duplicate")[0] is ClaimFamily.DUPLICATE
    assert family_of(UNLISTED, "", "")[0] is ClaimFamily.UNKNOWN


def test_umbrella_code_of_family_other_leaves_it_to_the_words() -> None:
    umbrella = rule("ZZ", family=ClaimFamily.OTHER)

    assert family_of(umbrella, "It never arrived")[0] is ClaimFamily.NOT_RECEIVED
    assert family_of(umbrella, "hello")[0] is ClaimFamily.OTHER


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "claim", ["", "It never arrived", "I did not order this and nothing arrived", "half not arrived and the rest is broken"]
)
def test_the_reason_is_said_in_both_languages(claim: str, language: Language) -> None:
    for the_rule in (UNLISTED, rule("13.1")):
        sentence = say(family_of(the_rule, claim)[1], language)
        assert "{" not in sentence
        assert not sentence.startswith("evidence.")


@pytest.mark.parametrize("code", ["", "ZZ"], ids=["none", "unlisted"])
def test_a_code_that_says_nothing_is_not_called_the_source_of_the_family(code: str) -> None:
    the_rule = rule_for(Network.OTHER, code, claim_family=ClaimFamily.NOT_RECEIVED)
    found, reason = family_of(the_rule, "It never arrived")
    assert (found, reason.code) == (ClaimFamily.NOT_RECEIVED, "evidence.family_from_words")
