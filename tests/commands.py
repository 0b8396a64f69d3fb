"""The command line in this process: a home, and what a command said on both its streams."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from yosher.cli.main import app

NOW = "2026-11-22T09:00:00+02:00"
FORM = """\
language: en
place: IL
business: {kind: company}
told_by: {kind: acquirer, name: Isracard, channel: letter, received: 2026-11-02, answer_by: 2026-12-02}
denial: {network: visa, code: "13.1", amount: "1250.00", currency: ILS}
transaction: {id: A-77, date: 2026-09-30, amount: "1250.00", currency: ILS, card_present: false}
goods: {kind: physical, description: oak table}
claim: I never got the table and nobody answers me
events:
  - {at: 2026-10-05, kind: shipped, text: handed over, source: courier}
  - {at: 2026-10-07, kind: delivered, text: signed by Dana, source: courier}
"""


@dataclass(frozen=True, slots=True)
class Said:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        """The one JSON document of stdout; anything before or after it is an error."""
        return json.loads(self.stdout)

    @property
    def code(self) -> str:
        return str(self.document["error"]["code"])


@dataclass(frozen=True, slots=True)
class Line:
    """The command line over one home."""

    home: Path
    language: str = "en"

    def page(self, *words: object, now: str = NOW, org: str | None = None) -> Said:
        """As a person sees it."""
        common = ["--home", str(self.home), "--now", now, *(["--org", org] if org else [])]
        return run(*words, *common, language=self.language)

    def json(self, *words: object, now: str = NOW, org: str | None = None) -> Said:
        return self.page(*words, "--json", now=now, org=org)

    def did(self, *words: object, now: str = NOW, org: str | None = None) -> Any:
        """The document of a command that has to succeed."""
        said = self.json(*words, now=now, org=org)
        assert said.exit_code == 0, (words, said)
        return said.document

    def refused(self, *words: object, now: str = NOW, org: str | None = None, exit_code: int = 1) -> str:
        """The code of the error of a command that has to be refused, said in both streams."""
        said = self.json(*words, now=now, org=org)
        assert said.exit_code == exit_code, (words, said)
        assert set(said.document) == {"error"}
        assert said.document["error"]["text"] == said.stderr.removesuffix("\n")
        return said.code

    def form(self, text: str = FORM, *, name: str = "letter.yaml") -> Path:
        path = self.home.parent / name
        path.write_text(text, "utf-8")
        return path

    def case(self) -> str:
        """The case of the plain form."""
        return self.case_of(FORM)

    def case_of(self, form: str) -> str:
        return str(self.did("intake", self.form(form))["cases"][0]["case"])


def run(*words: object, language: str = "en") -> Said:
    """One command in this process. What it raises is raised: a traceback is never an answer."""
    result = CliRunner().invoke(
        app, [str(word) for word in words], env={"YOSHER_LANGUAGE": language, "YOSHER_HOME": None, "NO_COLOR": "1", "COLUMNS": "200"}
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "cli.unexpected" not in result.stdout, words
    return Said(result.exit_code, result.stdout, result.stderr)
