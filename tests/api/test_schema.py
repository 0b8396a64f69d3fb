"""Whatever schemathesis thinks of asking is answered as the API's own description says, and never with an error of ours.

`make test` asks a little of every address, `make fuzz` more (`EXAMPLES`).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)

from programs import FORM_NOW, Program, Town, town_at, upload
from yosher.api import caller, pace
from yosher.bootstrap import site

EXAMPLES = int(os.environ.get("EXAMPLES") or 6)
# What an address may say of a request that its description allows (an unknown case, a refund that is too much) is tested by name elsewhere.
NOT_ASKED = [positive_data_acceptance, negative_data_rejection, missing_required_header, unsupported_method]


@pytest.fixture(scope="module")
def secret(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, str]]:
    """A program that may do all in a town of its own, and a case of it that was answered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caller, "right_now", lambda: FORM_NOW)
        patch.setattr(caller, "PACE", pace.Pace(10_000_000))
        site._houses.clear()
        with town_at(Path(shutil.copytree(built, tmp_path_factory.mktemp("fuzzed") / "home"))) as town:
            program = _worked(town)
            yield program, program.did("get", "cases")["cases"][0]["case"]
        site._houses.clear()


def _worked(town: Town) -> Program:
    program = town.key()
    case = program.case()
    paper = {"file": upload(b"signed by Dana", "pod.txt")}
    program.did("post", f"cases/{case}/exhibits", {"kind": "proof_of_delivery"}, files=paper)
    program.did("post", f"cases/{case}/answer", {"choice": "fight", "because": "to have a packet"})
    return program


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
def test_every_address_answers_as_it_is_described(case: Any, secret: tuple[Program, str]) -> None:
    program, known = secret
    if "ref" in case.path_parameters and len(case.path_parameters["ref"]) % 2 == 0:
        case.path_parameters["ref"] = known  # half of what is asked is about a case that is there
    headers = {"Authorization": f"Bearer {program.secret}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, excluded_checks=NOT_ASKED)
