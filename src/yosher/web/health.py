"""Whether the desk can work: for a proxy or a supervisor that asks."""

from django.http import HttpRequest, JsonResponse

from yosher.bootstrap.site import the_house
from yosher.desk.ports import Trouble


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (asked without anything)
    """200 where the database answers, 503 where it does not."""
    try:
        the_house().store.organisations()
    except Trouble as trouble:
        return JsonResponse({"ok": False, "database": trouble.reason.code}, status=503)
    return JsonResponse({"ok": True, "database": "ok"})
