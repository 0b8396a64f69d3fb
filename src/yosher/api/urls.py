"""The addresses for programs."""

from django.urls import path

from yosher.api.described import api
from yosher.api.hooks import take
from yosher.api.metrics import show

urlpatterns = [path("api/v1/", api.urls), path("hooks/<str:processor>/<str:endpoint>", take), path("metrics", show)]
