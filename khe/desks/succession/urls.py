"""Addresses of succession and rotation."""

from django.http import HttpResponse
from django.urls import path

app_name = "succession"
urlpatterns = [path("ban-giao/<uuid:pk>/", lambda r, pk: HttpResponse(""), name="handover")]
