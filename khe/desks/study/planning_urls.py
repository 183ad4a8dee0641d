"""Addresses of documents, programmes, rounds, classes, halls and speakers."""

from django.urls import URLPattern, path

from khe.desks.study.views import mine

planning_urls: list[URLPattern] = [
    path("cua-toi/", mine.mine, name="mine"),
    path("cua-toi/lich.ics", mine.calendar_file, name="calendar_file"),
]
