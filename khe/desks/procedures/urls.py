"""One address a verb."""

from django.urls import path

from khe.desks.procedures import views

app_name = "procedures"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("con-thieu/", views.left, name="left"),
    path("ban-nhap/", views.drafts, name="drafts"),
    path("them/", views.add, name="add"),
    path("ban-nhap/<uuid:id>/", views.edit, name="edit"),
    path("ban-nhap/<uuid:id>/cong-bo/", views.publish, name="publish"),
    path("ban-nhap/<uuid:id>/bo/", views.drop, name="drop"),
    path("ban/<uuid:id>/sua/", views.draft, name="draft"),
    path("ban/<uuid:id>/bai-bo/", views.retire, name="retire"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/<uuid:id>/", views.version, name="version"),
]
