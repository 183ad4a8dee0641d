"""Addresses of the organisation and its accounts."""

from django.urls import path

from khe.desks.staff.views import chart, delegations, organisation, people, posts

app_name = "staff"
urlpatterns = [
    path("", organisation.organisation, name="list"),
    path("don-vi/moi/", organisation.body, name="body_new"),
    path("don-vi/<uuid:pk>/", organisation.body, name="body"),
    path("don-vi/<uuid:pk>/giai-the/", organisation.dissolve, name="dissolve"),
    path("so-do/", chart.chart, name="chart"),
    path("so-do/in/", chart.chart_pdf, name="chart_pdf"),
    path("chuc-danh/moi/", posts.post_new, name="post_new"),
    path("chuc-danh/<uuid:pk>/", posts.post, name="post"),
    path("chuc-danh/<uuid:pk>/bo-nhiem/", posts.appoint, name="appoint"),
    path("nhiem-ky/<uuid:pk>/thoi-giu/", posts.end_tenure, name="end_tenure"),
    path("nhiem-ky/<uuid:pk>/chuyen/", posts.transfer, name="transfer"),
    path("khu-vuc/", organisation.areas, name="areas"),
    path("khu-vuc/<uuid:pk>/", organisation.area, name="area"),
    path("khu-vuc/<uuid:pk>/giai-the/", organisation.dissolve_area, name="dissolve_area"),
    path("nguoi/", people.people, name="people"),
    path("nguoi/moi/", people.person_new, name="person_new"),
    path("nguoi/<uuid:pk>/", people.person, name="person"),
    path("nguoi/<uuid:pk>/sua-ten/", people.rename, name="rename"),
    path("nguoi/<uuid:pk>/bo-nhiem/", people.appoint, name="appoint_person"),
    path("nguoi/<uuid:pk>/tai-khoan/", people.account, name="account"),
    path("nguoi/<uuid:pk>/mat-khau/", people.password, name="password"),
    path("nguoi/<uuid:pk>/khoa/", people.lock, name="lock"),
    path("nguoi/<uuid:pk>/mo-khoa/", people.unlock, name="unlock"),
    path("nguoi/<uuid:pk>/go-hai-buoc/", people.second_step_off, name="second_step_off"),
    path("uy-quyen/", delegations.delegations, name="delegations"),
    path("uy-quyen/moi/", delegations.delegate, name="delegate"),
    path("uy-quyen/<uuid:pk>/thu-hoi/", delegations.revoke, name="revoke"),
    path("toi/", delegations.me, name="me"),
]
