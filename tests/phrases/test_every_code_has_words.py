"""Every code that a reason names has a sentence in both languages, with the same gaps, and nothing is left over or fuzzy."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from yosher.kernel.words import Language
from yosher.phrases.catalogue import template

SOURCE = Path(__file__).parents[2] / "src" / "yosher"
LOCALE = SOURCE / "phrases" / "locale"
ROOMS = sorted({p.stem for p in LOCALE.rglob("*.po")})
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
NAMES_A_CODE = {"Reason", "Refusal", "Usage", "Reminder"}


def catalogue(room: str, language: str) -> Catalog:
    with (LOCALE / language / f"{room}.po").open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def codes_in_source() -> dict[str, str]:
    """Literal first arguments of Reason(…), Refusal(…) and their like → where they stand."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in NAMES_A_CODE:
                continue
            arguments = [*node.args, *(k.value for k in node.keywords if k.arg == "code")]
            found |= {
                a.value: f"{path.name}:{a.lineno}"
                for a in arguments
                if isinstance(a, ast.Constant) and isinstance(a.value, str) and CODE.fullmatch(a.value)
            }
    return found


def test_the_scan_finds_codes() -> None:
    assert len(codes_in_source()) > 100


@pytest.mark.parametrize("language", list(Language))
def test_every_code_in_the_source_has_a_sentence(language: Language) -> None:
    without = {code: place for code, place in codes_in_source().items() if template(code, language) is None}
    assert without == {}


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same_codes(room: str) -> None:
    ids = {lang: {_code(m.id) for m in catalogue(room, lang) if m.id} for lang in ("en", "he")}
    assert ids["en"] == ids["he"]


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_is_empty_or_fuzzy(room: str, language: str) -> None:
    messages = [m for m in catalogue(room, language) if m.id]
    bad = [m.id for m in messages if m.fuzzy or not all(_strings(m.string))]
    assert bad == []


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_gaps(room: str) -> None:
    english, hebrew = ({_code(m.id): m for m in catalogue(room, lang) if m.id} for lang in ("en", "he"))
    differing = {
        code: (_gaps(english[code].string), _gaps(hebrew[code].string))
        for code in english
        if code in hebrew and _gaps(english[code].string) != _gaps(hebrew[code].string)
    }
    assert differing == {}


@pytest.mark.parametrize("room", ROOMS)
def test_hebrew_sentences_are_hebrew(room: str) -> None:
    latin = [
        m.id
        for m in catalogue(room, "he")
        if m.id
        and not re.search("[\u0590-\u05ff]", "".join(_strings(m.string)))
        and re.search("[A-Za-z]{3}", re.sub(r"\{[^}]*\}", "", "".join(_strings(m.string))))
    ]
    assert latin == []


@pytest.mark.parametrize("room", ROOMS)
def test_hebrew_plurals_are_one_two_other(room: str) -> None:
    text = (LOCALE / "he" / f"{room}.po").read_text("utf-8")
    assert "nplurals=3" in text


# A sentence with a number `n` is looked up by its plural; one that has none would be shown as its bare code.
TEMPLATES = SOURCE / "web" / "templates"
COUNTED_IN_A_TAG = re.compile(r'{% ta? "([a-z_]+\.[a-z0-9_]+)"[^%]*? n=')


def counted_in_source(source: str) -> set[str]:
    """Codes that a call names together with a value `n`: `label("a.b", n=3)`, `Reason("a.b", values={"n": 3})`; `a.b_*` for f"a.b_{x}"."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _has_n(node):
            found |= {code for argument in (*node.args, *(k.value for k in node.keywords if k.arg == "code")) for code in _codes(argument)}
    return found


def _has_n(call: ast.Call) -> bool:
    dicts = [key.value for key in call.keywords if isinstance(key.value, ast.Dict)] + [a for a in call.args if isinstance(a, ast.Dict)]
    in_dict = any(isinstance(key, ast.Constant) and key.value == "n" for one in dicts for key in one.keys)
    return in_dict or any(key.arg == "n" for key in call.keywords)


def _codes(argument: ast.expr) -> set[str]:
    match argument:
        case ast.Constant(value=str(text)) if CODE.fullmatch(text):
            return {text}
        case ast.IfExp():
            return _codes(argument.body) | _codes(argument.orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue()]) if re.fullmatch(r"[a-z_]+\.[a-z0-9_]*", start):
            return {start + "*"}
    return set()


def counted() -> set[str]:
    """Every code that is counted anywhere: in the source and in the templates."""
    found = {code for path in SOURCE.rglob("*.py") for code in counted_in_source(path.read_text("utf-8"))}
    return found | {code for path in TEMPLATES.rglob("*.html") for code in COUNTED_IN_A_TAG.findall(path.read_text("utf-8"))}


def forms(language: str) -> dict[str, int]:
    """Every code with how many forms it has; 1 for a sentence without plurals."""
    messages = [message for room in ROOMS for message in catalogue(room, language) if message.id]
    return {_code(message.id): len(_strings(message.string)) if isinstance(message.id, tuple | list) else 1 for message in messages}


def test_the_scan_finds_what_is_counted() -> None:
    assert counted_in_source('label("a.b", n=1)\nReason("a.c", values={"n": x})\nsay("a.d" if x else "a.e", lang, n=x)') == {
        "a.b",
        "a.c",
        "a.d",
        "a.e",
    }
    assert counted_in_source('say(f"a.b_{x}", lang, n=x)\nsay("a.c", lang)\nReason("a.d", values={"m": 1})') == {"a.b_*"}
    assert COUNTED_IN_A_TAG.findall('{% t "a.b" n=x %}{% t "a.c" name=x %}{% ta "a.d" who=x n=y %}') == ["a.b", "a.d"]
    assert len(counted()) > 20


@pytest.mark.parametrize(("language", "plurals"), [("en", 2), ("he", 3)])
def test_every_sentence_that_counts_has_its_plural_forms(language: str, plurals: int) -> None:
    known = forms(language)
    wanted = {code for code in counted() if not code.endswith("*")}
    starts = tuple(code.removesuffix("*") for code in counted() if code.endswith("*"))
    wanted |= {code for code in known if starts and code.startswith(starts) and "{n}" in str(template(code, Language(language), 5))}
    assert {code: known.get(code) for code in wanted if known.get(code) != plurals} == {}


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_sentence_without_plurals_has_a_gap_for_a_number(language: str) -> None:
    messages = [message for room in ROOMS for message in catalogue(room, language) if message.id and isinstance(message.id, str)]
    assert [message.id for message in messages if "n" in _gaps(message.string)] == []


def _code(message_id: object) -> str:
    return message_id[0] if isinstance(message_id, tuple | list) else str(message_id)


def _strings(string: object) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [str(string)]


def _gaps(string: object) -> set[str]:
    """The named gaps; a plural form may leave out the number (`one day`, `יומיים`)."""
    found = {name for text in _strings(string) for _, name, _, _ in Formatter().parse(text) if name}
    return found - {"n"} if isinstance(string, tuple | list) else found


COMMANDS = re.compile(r"(?<![\w-])--[a-z]|\byosher [a-z]+")
ON_THE_TERMINAL = {"cli", "terminal", "demo"}  # rooms that nothing but a command line says


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("room", sorted(set(ROOMS) - ON_THE_TERMINAL))
def test_only_a_terminal_speaks_of_commands(room: str, language: str) -> None:
    """What pages and programs are told as well names no option; a command of its own stands in `terminal.hint_<room>_<code>`."""
    assert [m.id for m in catalogue(room, language) if m.id and any(map(COMMANDS.search, _strings(m.string)))] == []


def test_each_hint_belongs_to_a_sentence() -> None:
    hints = {_code(m.id).removeprefix("terminal.hint_") for m in catalogue("terminal", "en") if m.id and "terminal.hint_" in _code(m.id)}
    known = {_code(m.id).replace(".", "_") for room in set(ROOMS) - ON_THE_TERMINAL for m in catalogue(room, "en") if m.id}
    assert hints
    assert hints <= known


def test_whatever_is_shown_has_its_words_in_the_record_of_who_looked() -> None:
    shown = {what for path in SOURCE.rglob("*.py") for what in re.findall(r'\.saw\("([a-z_]+)"', path.read_text("utf-8"))}
    assert len(shown) >= 7
    assert {what for what in shown for language in Language if template(f"office.saw_{what}", language) is None} == set()
