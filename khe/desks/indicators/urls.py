"""Addresses of indicators."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern

app_name = "indicators"


def later(request: HttpRequest, pk: str = "") -> HttpResponse:
    return HttpResponse("")


urlpatterns: list[URLPattern] = [
    path("x/<uuid:pk>/", later, name="indicator"),
    path("chot/<uuid:pk>/", later, name="frozen"),
]
