"""The addresses of the desk."""

from django.urls import include, path

from yosher.web import case, doors, errors, health, kept, queue

urlpatterns = [
    path("", queue.queue),
    path("cases", queue.queue, {"place": "cases", "first": "all"}),
    path("views", queue.save_view),
    path("kept", kept.show_kept),
    path("start/<str:secret>", doors.start),
    path("no-seat", doors.no_seat),
    path("healthz", health.healthz),
    path("account/", include("allauth.urls")),
    path("cases/<str:ref>", case.show_case),
]
handler404 = errors.not_found
handler500 = errors.trouble
