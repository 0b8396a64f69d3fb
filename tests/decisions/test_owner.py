"""What is the owner's: figures that are set, and a choice that is recorded and never blocked."""

import pytest

from given import organisation
from given_decision import codes, decide, finding, has, option
from yosher.decisions.model import Costs
from yosher.decisions.override import override
from yosher.decisions.settings import SETTINGS, costs_of, setting_refused
from yosher.kernel.money import Money
from yosher.kernel.words import Choice


def test_nothing_is_set_until_the_owner_sets_it():
    costs = costs_of(organisation())
    assert costs == Costs(turnover_share=0.05)


def test_figures_are_read_in_the_organisations_currency():
    values = {
        "hour_cost": "150.00",
        "hours_to_answer": "1.5",
        "future_value": "900",
        "share_kept_after_refund": "0.6",
        "lawyer_from": "5000",
    }
    costs = costs_of(organisation(currency="JPY", settings=values | {"hour_cost": "2500"}))
    assert costs.hour == Money(2500, "JPY")
    in_shekels = costs_of(organisation(settings=values))
    assert (in_shekels.hour, in_shekels.hours_to_answer, in_shekels.lawyer_from) == (Money(15000, "ILS"), 1.5, Money(500000, "ILS"))
    assert in_shekels.share_kept_after_refund == 0.6


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hour_cost", "abc"),
        ("hour_cost", "-1"),
        ("hour_cost", "1.234"),
        ("hours_to_answer", "1000"),
        ("hours_to_answer", "NaN"),
        ("share_kept_after_fight", "1.5"),
        ("turnover_share", ""),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_never_counted(name, text):
    refused = setting_refused(name, text, organisation=organisation())
    assert (refused.code, refused.values["setting"]) == ("decision.setting_refused", name)
    assert costs_of(organisation(settings={name: text})).hour is None


@pytest.mark.parametrize(("name", "text"), [("hour_cost", "0"), ("share_kept_after_fight", "1"), ("anything_else", "x")])
def test_other_values_are_taken(name, text):
    assert setting_refused(name, text, organisation=organisation()) is None


def test_every_setting_has_a_name_of_its_own_and_a_meaning():
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.meaning.code == f"decision.setting_{setting.name}" for setting in SETTINGS)


def test_the_owner_may_choose_otherwise_and_it_is_recorded():
    decision = override(decide(found=finding("right")), Choice.FIGHT, " we know this customer ")
    assert (decision.choice, decision.advised, decision.chosen_by_owner) == (Choice.FIGHT, Choice.REFUND, True)
    assert decision.because[-1].code == "decision.owner_chose_because"
    assert decision.because[-1].values == {"choice": "choice:fight", "advised": "choice:refund", "because": "we know this customer"}
    assert option(decision, "fight").worth is not None


def test_a_choice_without_a_word_is_taken_too():
    assert codes(override(decide(), Choice.REFUND, "").because)[-1] == "decision.owner_chose"


def test_a_second_choice_keeps_the_first_advice():
    decision = override(override(decide(), Choice.FIGHT, ""), Choice.ACCEPT, "")
    assert (decision.choice, decision.advised) == (Choice.ACCEPT, Choice.TALK)


@pytest.mark.parametrize("choice", list(Choice))
def test_no_choice_is_blocked(choice):
    decision = override(decide(), choice, "")
    assert decision.choice is choice
    assert has(decision, choice)


def test_a_course_that_was_not_weighed_has_no_worth():
    decision = override(decide(), Choice.MEDIATE, "")
    assert (option(decision, "mediate").worth, codes(option(decision, "mediate").because)) == (None, ["decision.not_weighed"])
