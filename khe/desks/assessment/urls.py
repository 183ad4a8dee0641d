"""Addresses of assessments."""

from django.urls import path

from khe.desks.assessment.views import campaigns, deciding, frames, papers, subjects

app_name = "assessment"
urlpatterns = [
    path("", campaigns.campaigns, name="list"),
    path("dot/moi/", campaigns.campaign_new, name="campaign_new"),
    path("dot/<uuid:pk>/", campaigns.campaign, name="campaign"),
    path("dot/<uuid:pk>/chuyen-quyet-dinh/", campaigns.begin_deciding, name="begin_deciding"),
    path("dot/<uuid:pk>/quyet-dinh/", deciding.deciding, name="deciding"),
    path("dot/<uuid:pk>/ket-thuc/", campaigns.conclude, name="conclude"),
    path("dot/<uuid:pk>/bang.xlsx", papers.export, name="export"),
    path("khung/", frames.frames, name="frames"),
    path("khung/moi/", frames.frame_edit, name="frame_new"),
    path("khung/nap/", frames.load_shipped, name="load_shipped"),
    path("khung/<uuid:pk>/", frames.frame, name="frame"),
    path("khung/<uuid:pk>/sua/", frames.frame_edit, name="frame_edit"),
    path("<uuid:pk>/", subjects.subject, name="subject"),
    path("<uuid:pk>/tu-danh-gia/", subjects.self_assess, name="self_assess"),
    path("<uuid:pk>/de-xuat/", subjects.propose, name="propose"),
    path("<uuid:pk>/y-kien/", subjects.opinion, name="opinion"),
    path("<uuid:pk>/khong-danh-gia/", subjects.leave_out, name="leave_out"),
    path("<uuid:pk>/quyet-dinh/", deciding.decide, name="decide"),
    path("<uuid:pk>/thong-bao.pdf", papers.notice, name="notice"),
    path("<uuid:pk>/ke-hoach/", deciding.plan, name="plan"),
]
