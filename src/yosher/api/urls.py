"""The addresses for programs."""

from django.urls import path

from yosher.api.described import api

urlpatterns = [path("api/v1/", api.urls)]
