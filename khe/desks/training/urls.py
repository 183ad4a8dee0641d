"""Addresses of training."""

from django.urls import path

from khe.desks.training.views import courses, gaps, overview, places, plans, sheets

app_name = "training"
urlpatterns = [
    path("", overview.overview, name="list"),
    path("cua-toi/", overview.mine, name="mine"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/moi/", plans.plan_edit, name="plan_new"),
    path("ke-hoach/<uuid:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<uuid:pk>/sua/", plans.plan_edit, name="plan_edit"),
    path("ke-hoach/<uuid:pk>/duyet/", plans.plan_approve, name="plan_approve"),
    path("ke-hoach/<uuid:pk>/vuot/", plans.plan_overrun, name="plan_overrun"),
    path("ke-hoach/<uuid:pk>/khep/", plans.plan_close, name="plan_close"),
    path("nhu-cau/", plans.needs, name="needs"),
    path("nhu-cau/moi/", plans.need_new, name="need_new"),
    path("nhu-cau/<uuid:pk>/duyet/", plans.need_approve, name="need_approve"),
    path("nhu-cau/<uuid:pk>/khong-duyet/", plans.need_decline, name="need_decline"),
    path("lop/", courses.courses, name="courses"),
    path("lop/moi/", courses.course_edit, name="course_new"),
    path("lop/danh-sach.xlsx", sheets.courses, name="courses_sheet"),
    path("lop/<uuid:pk>/", courses.course, name="course"),
    path("lop/<uuid:pk>/sua/", courses.course_edit, name="course_edit"),
    path("lop/<uuid:pk>/tinh-trang/", courses.course_move, name="course_move"),
    path("lop/<uuid:pk>/cu-nguoi/", courses.enrol, name="enrol"),
    path("lop/<uuid:pk>/ket-qua/", courses.results, name="results"),
    path("nguoi-hoc/", places.enrolments, name="enrolments"),
    path("nguoi-hoc/danh-sach.xlsx", sheets.enrolments, name="enrolments_sheet"),
    path("nguoi-hoc/nhap/", sheets.import_enrolments, name="import"),
    path("nguoi-hoc/<uuid:pk>/", places.enrolment, name="enrolment"),
    path("nguoi-hoc/<uuid:pk>/thoi-hoc/", places.withdraw, name="withdraw"),
    path("nguoi-hoc/<uuid:pk>/sua-ket-qua/", places.correct, name="correct"),
    path("nguoi-hoc/<uuid:pk>/tep/", places.attach, name="attach"),
    path("nguoi-hoc/<uuid:pk>/tep/<uuid:file_pk>/", places.file, name="file"),
    path("nguoi/<uuid:pk>/", places.person, name="person"),
    path("con-thieu/", gaps.gaps, name="gaps"),
    path("so-lieu/", gaps.numbers, name="figures"),
]
