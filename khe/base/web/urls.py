"""Pages of the frame itself."""

from django.urls import path

from khe.base.web import views

app_name = "web"
urlpatterns = [
    path("ngon-ngu/", views.language, name="language"),
    path("kieu-mau/", views.components, name="components"),
]
