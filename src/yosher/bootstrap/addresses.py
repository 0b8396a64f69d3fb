"""All addresses of the site: those for programs, then the pages."""

from django.urls import include, path

urlpatterns = [path("", include("yosher.api.urls")), path("", include("yosher.web.urls"))]
handler429 = "yosher.web.errors.too_often"  # allauth's
handler404 = "yosher.web.errors.not_found"
handler500 = "yosher.web.errors.trouble"
