"""`/metrics`: what a watcher (Prometheus) counts: requests, cases by lane, work that waits. No organisation and no case is named."""

import hmac
import os
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from yosher.api.problems import REQUESTS, answer_to, problem
from yosher.bootstrap.house import House
from yosher.bootstrap.site import the_house
from yosher.cases.states import Lane
from yosher.desk.ports import QueueView
from yosher.kernel.reason import Reason

MOST_COUNTED = 1_000_000  # cases of a lane of one organisation
TOKEN = "YOSHER_METRICS_TOKEN"  # noqa: S105  (the name of the setting)


class OfTheHouse(Collector):
    """Counted when somebody looks."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[Metric]:
        cases = GaugeMetricFamily("yosher_cases", "Cases by whose turn it is.", labels=["lane"])
        organisations = [organisation.id for organisation in self._house.store.organisations()]
        views = [QueueView(lane=lane) for lane in Lane]
        counted = [self._house.store.counts(one, views, most=MOST_COUNTED) for one in organisations]
        for lane, counts in zip(Lane, zip(*counted, strict=True), strict=True):
            cases.add_metric([lane.value], sum(counts))
        yield cases
        waiting, dead = self._house.backlog()
        work = GaugeMetricFamily("yosher_outbox_rows", "Work that waits, and work that was set aside for a person.", labels=["state"])
        work.add_metric(["waiting"], waiting)
        work.add_metric(["dead"], dead)
        yield work


@require_GET
def show(request: Any) -> HttpResponse:
    """With `YOSHER_METRICS_TOKEN` as the bearer; where that is not set there is nothing here."""
    token = os.environ.get(TOKEN, "")
    if not token:
        return problem(request, 404, Reason("api.not_found", values={"ref": request.path}))
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        response = problem(request, 401, Reason("api.no_key"))
        response["WWW-Authenticate"] = "Bearer"
        return response
    registry = CollectorRegistry()
    try:
        registry.register(REQUESTS)
        registry.register(OfTheHouse(the_house()))
        return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    except Exception as trouble:
        return answer_to(request, trouble)
