"""Addresses of tasks."""

from django.urls import path

from khe.desks.tasks.views import detail

app_name = "tasks"
urlpatterns = [
    path("<str:code>/", detail.detail, name="detail"),
]
