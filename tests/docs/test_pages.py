"""The generated pages are as they would be written now; every link of the documentation leads somewhere."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["rooms.md", "cli.md", "schema/openapi.json"])
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == writer().PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_the_commands_of_the_readme_exist() -> None:
    named = set(re.findall(r"^yosher (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M))
    documented = set(re.findall(r"^## `yosher (\w+)`", (ROOT / "docs" / "cli.md").read_text("utf-8"), re.M))
    assert named
    assert named <= documented
