"""Every error as a message: a code, a sentence in the reader's language, and the exit code."""

from collections.abc import Mapping
from typing import Any

from yosher.bootstrap.home import language_of_reader, log_folder
from yosher.bootstrap.reports import report
from yosher.cli.usage import Usage
from yosher.desk.ports import DeskRefused, NotFound, SignatureWrong, Trouble
from yosher.kernel.reason import Reason
from yosher.phrases.catalogue import template
from yosher.phrases.say import say


def told(trouble: Exception, *, home: str | None) -> tuple[Mapping[str, Any], int]:
    """The document of an error and the exit code of the interface: 1 refused or failed, 2 bad usage."""
    match trouble:
        case Usage():
            return _document(Reason(trouble.code, values=trouble.values)), 2  # codes of Usage are listed in cli.po
        case DeskRefused() | Trouble():
            return _document(trouble.reason), 1
        case NotFound():
            return {"error": {"code": "cli.not_found", "text": _not_found(trouble)}}, 1
        case SignatureWrong():
            return _document(Reason("cli.signature_wrong")), 1
        case OSError(filename=str(file), strerror=str(why)):  # a folder that is not there, a place that may not be written
            return _document(Reason("cli.file_trouble", values={"file": file, "why": why})), 1
        case _:
            return _unexpected(trouble, home=home), 1


def _not_found(trouble: NotFound) -> str:
    """In words that know what was looked for."""
    code = f"cli.not_found_{trouble.what}"
    known = template(code, language_of_reader()) is not None
    return say(Reason(code if known else "cli.not_found", values={"what": trouble.what, "ref": trouble.ref}), language_of_reader())


def _document(reason: Reason) -> Mapping[str, Any]:
    return {"error": {"code": reason.code, "text": say(reason, language_of_reader())}}


def _unexpected(trouble: Exception, *, home: str | None) -> Mapping[str, Any]:
    """Our own fault: kept whole in a file of the home for a report, said in one line."""
    kept = report(trouble, log_folder(home))
    return _document(Reason("cli.unexpected", values={"what": type(trouble).__name__, "log": str(kept)}))
