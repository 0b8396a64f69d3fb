"""Whatever is typed: an exit code of 0, 1 or 2, one JSON document where one was asked for, and never a traceback."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands import Line, run
from yosher.cli.main import COMMANDS

ODD = ("", " ", "-", "--", "C-000000000000", "שלום", "a\nb", "%s{x}", "[red]", "9" * 400, "../..", "/dev/null", "1e400", "-1", "'\"")
VERBS = (
    ("intake",), ("history", "load"), ("case", "list"), ("case", "show"), ("evidence", "add"), ("answer",), ("approve",), ("send",),
    ("outcome",), ("refund",), ("note",), ("assign",), ("verify",), ("rules", "list"), ("rules", "show"), ("settings", "get"),
    ("settings", "set"), ("rates", "load"), ("org", "add"), ("org", "list"), ("person", "add"), ("person", "list"), ("doctor",),
    ("insights",),
)  # fmt: skip
OPTIONS = (
    "--source", "--signature", "--secret-file", "--kind", "--state", "--limit", "--choice", "--because", "--language", "--by-hand",
    "--channel", "--at", "--proof", "--amount", "--on", "--sub", "--processor", "--key", "--zone", "--id", "--role", "--party",
    "--as", "--org", "--from", "--to", "--currency",
)  # fmt: skip
arguments = st.tuples(st.sampled_from(VERBS), st.lists(st.sampled_from(ODD) | st.sampled_from(OPTIONS), max_size=4))


@pytest.fixture(scope="module")
def shared(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Line:
    return Line(tmp_path_factory.mktemp("odd") / "home")


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=arguments)
def test_anything_typed_ends_well(shared: Line, typed: tuple[tuple[str, ...], list[str]]) -> None:
    verb, rest = typed
    said = run(*verb, "--json", "--home", shared.home, *rest)
    assert said.exit_code in {0, 1, 2}
    if said.stdout and "--help" not in rest:
        assert isinstance(json.loads(said.stdout), dict)


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_help_and_an_unknown_option_end_well(verb: tuple[str, ...]) -> None:
    assert run(*verb, "--help").exit_code == 0
    unknown = run(*verb, "--no-such-option", "--json")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "--no-such-option" in unknown.stderr


def test_every_command_of_the_list_can_be_loaded() -> None:
    for name in COMMANDS:
        assert run(name, "--help").exit_code == 0, name


def test_no_command_and_an_unknown_command_are_bad_usage() -> None:
    for words in ((), ("fly",), ("case",), ("case", "fly"), ("intake",)):
        assert run(*words).exit_code == 2, words


@pytest.mark.parametrize("verb", [("case", "list"), ("settings", "get"), ("org", "list"), ("doctor",)], ids=" ".join)
def test_language_changes_words_and_never_shapes(shared: Line, verb: tuple[str, ...]) -> None:
    english, hebrew = shared.json(*verb), Line(shared.home, "he").json(*verb)
    assert english.exit_code == hebrew.exit_code
    assert shape(english.document) == shape(hebrew.document)
    assert Line(shared.home, "fr").json(*verb).document.keys() == english.document.keys()


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(inner) for inner in value] if isinstance(value, list) else type(value)
