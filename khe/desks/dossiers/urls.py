"""Addresses of the one-stop desk: one URL per verb."""

from django.urls import path

from khe.desks.dossiers.views import overview

app_name = "dossiers"

urlpatterns = [
    path("toan-canh/", overview.overview, name="overview"),
]
