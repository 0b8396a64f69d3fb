"""What cannot be seen does not come in, in a text or in a file's name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.privacy.clean import clean, file_name

HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("line\r\nline\rline\n\ttab", "line\nline\nline\n\ttab"),
        ("\u202egnp.exe", "gnp.exe"),
        ("שם \u2067רשום\u2069", "שם רשום"),
        ("RLM\u200f stays", "RLM\u200f stays"),
        ("half\ud800", "half\ufffd"),
    ],
)
def test_text_keeps_what_can_be_seen(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("delivery.pdf", "delivery.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\dana\\חשבונית.pdf", "חשבונית.pdf"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("CON .1", "_CON.1"),
        ("..", "file"),
        ("", "file"),
        ("a/", "file"),
        (".bashrc", "bashrc"),
        ("-rf.txt", "rf.txt"),
        ("what?.pdf", "what_.pdf"),
        ("dot. ", "dot"),
    ],
)
def test_file_name_is_a_base_name_that_reads_as_it_is(given_name: str, kept: str) -> None:
    assert file_name(given_name) == kept


def test_long_name_keeps_its_ending() -> None:
    name = file_name("ש" * 500 + ".pdf")
    assert name.endswith(".pdf")
    assert len(name) <= 120


def test_device_name_of_full_length_stays_within_it() -> None:
    name = file_name("con." + "8" * 130)
    assert name.startswith("_con.")
    assert len(name) <= 120
    assert file_name(name) == name


@given(st.text(st.characters(codec=None), max_size=300))
@settings(max_examples=150)
def test_any_name_becomes_safe(given_name: str) -> None:
    name = file_name(given_name)
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 255
    assert name not in (".", "..")
    assert not set(name) & set(f"/\\\x00\n{HIDDEN}")
    assert file_name(name) == name


@given(st.text(st.characters(codec=None), max_size=300))
@settings(max_examples=150)
def test_any_text_can_be_kept_after_cleaning(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert not set(kept) & set(f"\x00\r\x1b{HIDDEN}")
    assert clean(kept) == kept
