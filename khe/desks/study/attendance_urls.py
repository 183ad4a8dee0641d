"""Addresses of attendance, quizzes, essays, feedback, action programmes and deeds."""

from django.urls import URLPattern

attendance_urls: list[URLPattern] = []
