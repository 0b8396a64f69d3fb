"""The addresses of the desk."""

from django.urls import include, path

from yosher.web import acts, case, doors, emergency, errors, first, health, insights, kept, queue, rulebook, settings, work

urlpatterns = [
    path("", queue.queue),
    path("cases", queue.queue, {"place": "cases", "first": "all"}),
    path("views", queue.save_view),
    path("kept", kept.show_kept),
    path("start/<str:secret>", doors.start),
    path("no-seat", doors.no_seat),
    path("healthz", health.healthz),
    path("account/", include("allauth.urls")),
    path("work", work.show_work),
    path("work/again", work.put_back),
    path("emergency", emergency.choose),
    path("emergency/<str:name>", emergency.event),
    path("first/<int:number>", first.step),
    path("first/check", first.check),
    path("first/finish", first.finish),
    path("first/anew", first.begin_anew),
    path("insights", insights.show_insights),
    path("rules", rulebook.list_rules),
    path("rules/<str:network>/<str:code>", rulebook.show_rule),
    path("settings", settings.show_settings),
    path("settings/change", settings.change_setting),
    path("settings/people", settings.add_somebody),
    path("settings/link", settings.make_link),
    path("settings/seat", settings.change_seat),
    path("bulk", acts.bulk),
    path("cases/<str:ref>", case.show_case),
    path("cases/<str:ref>/log", case.log),
    path("cases/<str:ref>/paper", case.paper),
    path("cases/<str:ref>/packet", case.packet),
    path("cases/<str:ref>/pages/<int:number>", case.page_of_paper),
    path("cases/<str:ref>/exhibits/<str:exhibit_id>", case.exhibit),
    path("cases/<str:ref>/weigh", acts.weigh),
    path("cases/<str:ref>/choose", acts.choose),
    path("cases/<str:ref>/evidence", acts.add_evidence),
    path("cases/<str:ref>/note", acts.add_note),
    path("cases/<str:ref>/assign", acts.hand_over),
    path("cases/<str:ref>/approve", acts.approve_answer),
    path("cases/<str:ref>/send", acts.record_sending),
    path("cases/<str:ref>/refund", acts.record_refund),
    path("cases/<str:ref>/outcome", acts.record_verdict),
]
handler404 = errors.not_found
handler500 = errors.trouble
