"""`Idempotency-Key` on what changes something: the same request again gets the first answer, and nothing is done twice."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse

from yosher.api.caller import Caller
from yosher.api.problems import BadInput, answer_to
from yosher.desk.ports import Again, Answered, OtherRequest
from yosher.kernel.reason import Reason

P = ParamSpec("P")
HEADER = "Idempotency-Key"
LONGEST = 255


def once(view: Callable[Concatenate[Any, P], HttpResponse]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """What the view does and the answer that is kept of it are one transaction: both are there, or neither.

    An answer that says "try again" (5xx) is not kept.
    """

    @wraps(view)
    def run(request: Any, /, *args: P.args, **values: P.kwargs) -> HttpResponse:
        token = request.headers.get(HEADER)
        if token is None:
            return view(request, *args, **values)
        if not token.strip() or len(token) > LONGEST or not token.isprintable():
            raise BadInput(Reason("api.repeat_key_unfit", values={"most": LONGEST}))
        caller: Caller = request.auth
        again = Again(caller.organisation.id, caller.key.id, token, _digest(request))
        try:
            kept, is_new = caller.house.repeats.once(again, now=caller.desk.now, do=lambda: _answered(request, view, args, values))
        except OtherRequest:
            raise BadInput(Reason("api.repeat_key_used")) from None
        response = HttpResponse(kept.body, status=kept.status, content_type=kept.kind)
        if not is_new:
            response["Idempotent-Replayed"] = "true"
        return response

    return run


def _answered(request: Any, view: Callable[..., HttpResponse], args: Any, values: Any) -> Answered:
    try:
        response = view(request, *args, **values)
    except Exception as trouble:
        response = answer_to(request, trouble)
    return Answered(response.status_code, response.content, response.headers["Content-Type"])


def _digest(request: Any) -> bytes:
    """Of method, address and content; of a form by its fields and files, for its boundary is another one each time."""
    parts: list[bytes] = [request.method.encode(), request.get_full_path().encode()]
    if request.content_type.startswith("multipart/"):
        parts += [f"{name}={value}".encode("utf-8", "replace") for name in sorted(request.POST) for value in request.POST.getlist(name)]
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                parts += [f"{name}:{file.name}".encode("utf-8", "replace"), _of_file(file)]
    else:
        parts.append(request.body)
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def _of_file(file: Any) -> bytes:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest()
