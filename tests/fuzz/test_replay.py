"""Every input that fuzzing began with or broke something is read again, as it is and a little damaged."""

import random
from pathlib import Path

import pytest

from fuzz.run import CORPUS, targets

TARGETS = targets()
INPUTS = [(name, path) for name in sorted(TARGETS) for path in sorted((CORPUS / name).glob("*"))]


def damaged(data: bytes, seed: str) -> list[bytes]:
    """Cut, doubled and with single bytes changed; the same ones in every run."""
    chance = random.Random(seed)
    found = [data[: len(data) // 2], data + data[: len(data) // 3]]
    for _ in range(3):
        changed = bytearray(data)
        for _ in range(max(1, len(data) // 60)):
            if changed:
                changed[chance.randrange(len(changed))] = chance.choice(b'\x00\xff"{}[],;:\n-0Z\xe0')
        found.append(bytes(changed))
    return found


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_every_target_has_a_corpus(name: str) -> None:
    assert any((CORPUS / name).glob("*"))


def test_every_corpus_has_a_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= TARGETS.keys()


@pytest.mark.parametrize(("name", "path"), INPUTS, ids=[f"{name}:{path.name}" for name, path in INPUTS])
def test_input_is_read_again(name: str, path: Path) -> None:
    data = path.read_bytes()
    for one in (data, *damaged(data, path.name)):
        TARGETS[name](one)
