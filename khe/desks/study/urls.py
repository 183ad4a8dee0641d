"""Addresses of study: planning and holding apart."""

from khe.desks.study.attendance_urls import attendance_urls
from khe.desks.study.planning_urls import planning_urls

app_name = "study"
urlpatterns = [*planning_urls, *attendance_urls]
