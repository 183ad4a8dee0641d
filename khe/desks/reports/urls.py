"""Addresses of reports."""

from django.urls import path

from khe.desks.reports.views import document, listing, papers, templates

app_name = "reports"
urlpatterns = [
    path("", listing.documents, name="list"),
    path("moi/", listing.new, name="new"),
    path("so-van-ban/", listing.register, name="register"),
    path("kiem-chu-ky/", papers.verify, name="verify"),
    path("mau/", templates.templates, name="templates"),
    path("mau/<str:layout>/mau.docx", templates.shipped, name="template_shipped"),
    path("mau/<uuid:pk>/", templates.version, name="template"),
    path("mau/<uuid:pk>/thoi-dung/", templates.drop, name="template_drop"),
    path("<uuid:pk>/", document.document, name="document"),
    path("<uuid:pk>/doi-chieu/", document.compared, name="compared"),
    path("<uuid:pk>/sua/", document.edit, name="edit"),
    path("<uuid:pk>/dem-lai/", document.recount, name="recount"),
    path("<uuid:pk>/kiem-tra/", document.check, name="check"),
    path("<uuid:pk>/tra-lai/", document.send_back, name="send_back"),
    path("<uuid:pk>/ky/", document.sign, name="sign"),
    path("<uuid:pk>/ban-hanh/", document.issue, name="issue"),
    path("<uuid:pk>/thu-hoi/", document.withdraw, name="withdraw"),
    path("<uuid:pk>/thay-the/", document.replace, name="replace"),
    path("<uuid:pk>/van-ban.docx", papers.docx, name="docx"),
    path("<uuid:pk>/van-ban.pdf", papers.pdf, name="pdf"),
    path("<uuid:pk>/tep/<uuid:file_pk>/", papers.file, name="file"),
    path("<uuid:pk>/ky-so/", papers.sign_file, name="sign_file"),
    path("<uuid:pk>/nop-ban-ky/", papers.attach_signed, name="attach_signed"),
]
