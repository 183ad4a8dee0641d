"""Addresses of documents, programmes, rounds, classes, halls and speakers."""

from django.urls import URLPattern

planning_urls: list[URLPattern] = []
