"""The paper's free sentences by the API: read, written over what was read, taken back."""

from programs import Program, Town
from yosher.people.may import Ability


def answered(program: Program) -> str:
    case = program.case()
    program.did("post", f"cases/{case}/answer", {"choice": "talk", "because": "we know each other", "language": "en"})
    return case


def text_of(letter: dict[str, object], part: str) -> str:
    parts = letter["parts"]
    assert isinstance(parts, list)
    return next(str(one["text"]) for one in parts if one["part"] == part)


def test_words_are_written_over_what_was_read(program: Program) -> None:
    case = answered(program)
    read = program.did("get", f"cases/{case}/letter")
    written = program.did("put", f"cases/{case}/letter", {"parts": {"body": "Shall we speak?"}, "based_on": read["revision"]})
    assert text_of(written, "body") == "Shall we speak?"
    assert written["notes"] == []
    late = program.put(f"cases/{case}/letter", {"parts": {"body": "Late."}, "based_on": read["revision"]})
    assert late.status_code == 409
    told = late.json()
    assert told["code"] == "desk.words_changed"
    assert text_of(told["current"], "body") == "Shall we speak?"
    back = program.did("delete", f"cases/{case}/letter")
    assert not any(part["own"] for part in back["parts"])


def test_a_key_that_only_reads_writes_no_words(town: Town, program: Program) -> None:
    case = answered(program)
    reader = town.key(scopes=frozenset({Ability.READ}))
    assert reader.get(f"cases/{case}/letter").status_code == 200
    assert reader.put(f"cases/{case}/letter", {"parts": {"body": "x"}}).status_code == 403
    assert reader.delete(f"cases/{case}/letter").status_code == 403


def test_what_does_not_fit_is_refused_with_its_reason(program: Program) -> None:
    case = answered(program)
    for parts, status in (({"poem": "x"}, 422), ({"answer": "of a packet"}, 409), ({"body": " "}, 409), ({"body": "x" * 5001}, 422)):
        assert program.put(f"cases/{case}/letter", {"parts": parts}).status_code == status
    assert program.get("cases/C-X/letter").status_code == 404
