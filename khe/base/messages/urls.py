"""Addresses of the inbox."""

from django.urls import path

from khe.base.messages import views

app_name = "messages"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("doc-het/", views.read_all, name="read_all"),
    path("<uuid:pk>/", views.follow, name="follow"),
    path("<uuid:pk>/da-doc/", views.read, name="read"),
    path("<uuid:pk>/lich.ics", views.calendar, name="calendar"),
]
