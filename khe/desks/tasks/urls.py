"""Addresses of tasks: one per verb."""

from django.urls import path

from khe.desks.tasks.pages.verbs import VERBS
from khe.desks.tasks.views import desk, detail, giving, lists, verbs

app_name = "tasks"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("xuat/", lists.export, name="export"),
    path("tai-viec/", lists.load, name="load"),
    path("moi/", giving.new, name="new"),
    path("han/", giving.due, name="due"),
    path("dinh-ky/", giving.recurring, name="recurring"),
    path("dinh-ky/moi/", giving.recurring_new, name="recurring_new"),
    path("dinh-ky/<uuid:pk>/thoi/", giving.recurring_stop, name="recurring_stop"),
    path("ban-viec/", desk.desk, name="desk"),
    path("ban-viec/<uuid:pk>/", desk.desk_of, name="desk_of"),
    path("<str:code>/", detail.detail, name="detail"),
    path("<str:code>/tep/<uuid:pk>/", detail.file, name="file"),
    *(
        path(f"<str:code>/{verb.slug}/", verbs.page_of(name), name=name)
        for name, verb in VERBS.items()
    ),
]
