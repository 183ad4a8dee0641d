"""Addresses of the one-stop desk: one URL per verb."""

from django.urls import path

from khe.desks.dossiers.pages.verbs import VERBS
from khe.desks.dossiers.views import (
    calendar,
    detail,
    find,
    home,
    intake,
    listing,
    overview,
    papers,
    register,
    samples,
    verbs,
)

app_name = "dossiers"

urlpatterns = [
    path("", home.home, name="home"),
    path("viec-khac/", home.others, name="others"),
    path("hang-loat/", home.batch, name="batch"),
    path("tim/", find.find, name="find"),
    path("ho-so/", listing.listing, name="list"),
    path("ho-so/xuat.csv", listing.export, {"kind": "csv"}, name="export_csv"),
    path("ho-so/xuat.xlsx", listing.export, {"kind": "xlsx"}, name="export_xlsx"),
    path("ho-so/<str:code>/", detail.detail, name="detail"),
    path("ho-so/<str:code>/vi-sao/", detail.explain, name="explain"),
    path("ho-so/<str:code>/nguoi-nop/", detail.reveal, name="reveal"),
    *[
        path(f"ho-so/<str:code>/{verb.slug}/", verbs.page_of(verb.name), name=verb.name)
        for verb in VERBS.values()
    ],
    path("tiep-nhan/", intake.intake, name="intake"),
    path("tiep-nhan/thu-tuc/", intake.find_procedures, name="find_procedures"),
    path("tiep-nhan/nguoi-nop/", intake.find_people, name="find_people"),
    path("tiep-nhan/phieu/", intake.redraw, name="redraw"),
    path("tiep-nhan/huong-dan/", intake.guidance, name="guidance"),
    path("tiep-nhan/ghi-nhan/", intake.register, name="register_hand_in"),
    path("tiep-nhan/cho/", intake.registered, name="registered"),
    path("ho-so/<str:code>/tiep-nhan/", intake.accept, name="accept"),
    path("ho-so/<str:code>/tu-choi-tiep-nhan/", intake.refuse_intake, name="refuse_intake"),
    path("ho-so/<str:code>/da-tu-choi/", intake.refused, name="refused"),
    path("ho-so/<str:code>/giay-hen/", papers.receipt, name="receipt"),
    path("ho-so/<str:code>/giay/<str:kind>.pdf", papers.paper, name="paper"),
    path("ho-so/<str:code>/tep/", papers.attach, name="attach"),
    path("ho-so/<str:code>/tep/<uuid:pk>/", papers.file, name="file"),
    path("so-theo-doi/", register.register, name="register"),
    path("so-theo-doi/so.pdf", register.register_pdf, name="register_pdf"),
    path("so-theo-doi/so.xlsx", register.register_sheet, name="register_sheet"),
    path("toan-canh/", overview.overview, name="overview"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/sua/<slug:kind>/", calendar.calendar_edit, name="calendar_edit"),
    path("mau-kiem-tra/", samples.samples, name="samples"),
    path("mau-kiem-tra/<int:number>/", samples.sample, name="sample"),
    path("mau-kiem-tra/<int:number>/<int:position>/", samples.check, name="sample_check"),
    path("mau-kiem-tra/<int:number>/<int:position>/da-sua/", samples.fix, name="sample_fix"),
]
