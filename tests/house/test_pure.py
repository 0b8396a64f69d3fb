"""The rooms do not ask what time it is, open no file and print nothing: what import-linter cannot see."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "yosher"
OUTSIDE = {"adapters", "bootstrap", "cli"}
ROOMS = sorted(p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] not in OUTSIDE and p.name != "__main__.py")
FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "breakpoint"}
FORBIDDEN_METHODS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}


def forbidden(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) if name in FORBIDDEN_CALLS:
                found.append(f"{name}() in line {node.lineno}")
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (owner, name) in FORBIDDEN_METHODS:
                found.append(f"{owner}.{name}() in line {node.lineno}")
    return found


@pytest.mark.parametrize("path", ROOMS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_room_does_no_io(path: Path) -> None:
    assert forbidden(ast.parse(path.read_text("utf-8"))) == []


def test_the_check_sees_what_it_forbids() -> None:
    assert forbidden(ast.parse("from datetime import datetime\ndatetime.now()\nopen('x')")) == [
        "datetime.now() in line 2",
        "open() in line 3",
    ]


@pytest.mark.parametrize("folder", sorted(p for p in SOURCE.iterdir() if (p / "__init__.py").exists()), ids=lambda p: p.name)
def test_room_says_in_a_sentence_what_it_is(folder: Path) -> None:
    tree = ast.parse((folder / "__init__.py").read_text("utf-8"))
    assert len(tree.body) == 1, "the __init__ of a room is one docstring"
    sentence = ast.get_docstring(tree)
    assert sentence, "a sentence"
    assert sentence.endswith("."), "a sentence"


def imports_inside_functions(tree: ast.AST) -> list[int]:
    inside = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node.lineno for function in inside for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]


DEFERRED_ALLOWED = {"bootstrap", "cli"}  # lazy sub-commands, and wiring after django.setup()


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(SOURCE.rglob("*.py")) if p.relative_to(SOURCE).parts[0] not in DEFERRED_ALLOWED],
    ids=lambda p: str(p.relative_to(SOURCE)),
)
def test_imports_stand_at_the_top(path: Path) -> None:
    assert imports_inside_functions(ast.parse(path.read_text("utf-8"))) == []
