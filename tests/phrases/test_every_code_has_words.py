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


def _code(message_id: object) -> str:
    return message_id[0] if isinstance(message_id, tuple | list) else str(message_id)


def _strings(string: object) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [str(string)]


def _gaps(string: object) -> set[str]:
    """The named gaps; a plural form may leave out the number (`one day`, `יומיים`)."""
    found = {name for text in _strings(string) for _, name, _, _ in Formatter().parse(text) if name}
    return found - {"n"} if isinstance(string, tuple | list) else found
