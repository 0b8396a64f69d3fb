"""`verify`: a packet checked offline, without a store."""

from typing import Any

from yosher.adapters.zips.pack import unpack
from yosher.bootstrap.home import language_of_reader
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason
from yosher.packets.verify import ABSENT, Verdict, verify
from yosher.phrases.say import say


def check_packet(content: bytes, *, key: str | None) -> dict[str, Any]:
    """The document of `yosher verify`. `key` is compared once packets are signed; until then a wanted signer is a problem."""
    try:
        verdict = verify(unpack(content))
    except Trouble as trouble:
        failed = dict.fromkeys(("members", "exhibits"), "failed") | dict.fromkeys(("proofs", "signature", "timestamp", "signer"), ABSENT)
        verdict = Verdict(failed, (trouble.reason,))
    problems = [*verdict.problems, *([Reason("verify.signer_unknown", values={"key": key})] if key else [])]
    language = language_of_reader()
    return {
        "ok": verdict.ok,
        "checked": dict(verdict.checked),
        "problems": [{"code": p.code, "text": say(p, language)} for p in problems],
    }
