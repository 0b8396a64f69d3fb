"""The one loader of texts: gettext catalogues, one for each room and language, and the vocabulary.

A message's id is its code (`clock.assumed_days`); both languages have a `msgstr`. Hebrew has three plural forms
(one, two, other: CLDR), so its catalogues carry their own `Plural-Forms` header.
"""

import csv
import gettext
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from yosher.kernel.words import Language


@cache
def room(name: str, language: Language) -> gettext.NullTranslations:
    """The texts of one room; an absent catalogue is empty."""
    source = files("yosher.phrases").joinpath("locale", language, f"{name}.po")
    if not source.is_file():
        return gettext.NullTranslations()
    with source.open("rb") as opened:
        catalogue = read_po(opened, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def template(code: str, language: Language, n: int | None = None) -> str | None:
    """The sentence of a code with its named gaps, or None where no room has words for it."""
    texts = room(code.partition(".")[0], language)
    found = texts.gettext(code) if n is None else texts.ngettext(code, code, n)
    return None if found == code else found


@cache
def vocabulary() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """(group, key) → the row of the vocabulary: words in both languages, where to get it, notes, source."""
    text = files("yosher.phrases").joinpath("vocabulary.csv").read_text("utf-8")
    return {(row["group"], row["key"]): row for row in csv.DictReader(io.StringIO(text))}


@cache
def places() -> Mapping[str, Mapping[Language, str]]:
    """Names of parts of countries (ISO 3166-2), which Babel does not have; where a country or a city is called the same, it says which."""
    text = files("yosher.phrases").joinpath("places.csv").read_text("utf-8")
    return {row["code"]: {Language.EN: row["english"], Language.HE: row["hebrew"]} for row in csv.DictReader(io.StringIO(text))}


@cache
def groups() -> frozenset[str]:
    """The groups of the vocabulary."""
    return frozenset(group for group, _ in vocabulary())


def word(group: str, key: str, language: Language) -> str:
    """A term of the vocabulary in words; an unknown one is shown as it is, its underscores as blanks."""
    row = vocabulary().get((group, key))
    if row is None:
        unstated = template("evidence.kind_other", language) if (group, key) == ("evidence", "other") else None
        return unstated or key.replace("_", " ")
    return row["hebrew" if language is Language.HE else "english"]


def where(key: str, language: Language) -> str:
    """Where a kind of evidence is to be had; empty where the vocabulary does not say."""
    row = vocabulary().get(("evidence", key))
    return "" if row is None else row[f"where_to_get_it_{language}"]


@cache
def elements(family: str, language: Language) -> Mapping[str, str]:
    """The elements of a claim family in order: key → words (the vocabulary's `claim_element` column, Hebrew in its notes)."""
    row = vocabulary().get(("claim_family", family))
    if row is None:
        return {}
    text, between = (row["notes"], ":") if language is Language.HE else (row["claim_element"], "=")
    return {key.strip(): words.strip() for part in text.split(";") if between in part for key, _, words in [part.partition(between)]}
