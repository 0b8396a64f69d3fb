"""What is kept for how long, for programs."""

from programs import Program, Town
from yosher.people.may import Ability


def test_a_program_reads_the_periods_and_changes_one(program: Program) -> None:
    told = program.did("get", "retention")
    assert [(one["kept"], one["length"], one["unit"]) for one in told["periods"]] == [
        ("drafts", 90, "days"),
        ("cases", None, "months"),
        ("history", None, "months"),
        ("sights", None, "months"),
    ]
    assert told["erased"] == []
    assert program.put("settings/keep_cases_months", {"value": "84"}).status_code == 200
    cases = program.did("get", "retention")["periods"][1]
    assert (cases["length"], cases["too_old"]) == (84, 0)
    assert cases["begins"] is not None
    assert program.put("settings/keep_cases_months", {"value": "-1"}).json()["code"] == "desk.period_unfit_months"


def test_a_case_is_held_and_erased_by_a_program_that_manages(town: Town, program: Program) -> None:
    case = program.case()
    assert program.put(f"cases/{case}/hold", {"held": True}).json()["code"] == "desk.hold_needs_reason"
    program.did("put", f"cases/{case}/hold", {"held": True, "because": "a claim may follow"})
    assert program.did("get", f"cases/{case}")["on_hold"] is True
    assert program.post(f"cases/{case}/erase", {"because": "mistake"}).json()["code"] == "desk.erase_on_hold"
    works = town.key(scopes=frozenset({Ability.READ, Ability.WORK}))
    assert works.put(f"cases/{case}/hold", {"held": False}).status_code == 403
    program.did("put", f"cases/{case}/hold", {"held": False})
    assert program.post(f"cases/{case}/erase", {"because": "asked"}).json()["code"] == "desk.erase_still_runs"
    assert works.post(f"cases/{case}/erase", {"because": "mistake"}).status_code == 403
    assert program.post(f"cases/{case}/erase", {"because": "period"}).status_code == 422
    assert program.did("post", f"cases/{case}/erase", {"because": "mistake"}) == {"case": case, "erased": True}
    gone = program.get(f"cases/{case}")
    assert (gone.status_code, gone.json()["code"]) == (404, "api.not_found_erased_case")
    assert case in gone.json()["detail"]
    assert town.key(town.other).get(f"cases/{case}").json()["code"] == "api.not_found_case"
