"""Addresses of improvement."""

from khe.desks.improvement import review_urls

app_name = "improvement"
urlpatterns = [*review_urls.patterns]
