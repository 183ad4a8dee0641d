"""Addresses of improvement."""

from django.urls import path

from khe.desks.improvement import review_urls
from khe.desks.improvement.views import board, plans, shortcomings, verbs

app_name = "improvement"
urlpatterns = [
    path("", board.board, name="board"),
    path("xuat/", board.export, name="export"),
    path("neu/", verbs.name, name="name"),
    path("tai-dien/<uuid:pk>/da-bao/", verbs.tell, name="tell"),
    path("han-che/<uuid:pk>/", shortcomings.shortcoming, name="shortcoming"),
    path("han-che/<uuid:pk>/sua/", verbs.edit, name="edit"),
    path("han-che/<uuid:pk>/chi-tieu/", verbs.link, name="link"),
    path("han-che/<uuid:pk>/bien-phap/", verbs.add_measure, name="add_measure"),
    path("han-che/<uuid:pk>/bien-phap/<uuid:measure>/bo/", verbs.drop_measure, name="drop_measure"),
    path("han-che/<uuid:pk>/ket-luan/", verbs.judge, name="judge"),
    path("han-che/<uuid:pk>/dong/", verbs.close, name="close"),
    path("han-che/<uuid:pk>/mo-lai/", verbs.reopen, name="reopen"),
    path("han-che/<uuid:pk>/thoi/", verbs.drop, name="drop"),
    path("han-che/<uuid:pk>/minh-chung/", verbs.add_evidence, name="add_evidence"),
    path("han-che/<uuid:pk>/tep/<uuid:file>/", shortcomings.paper, name="paper"),
    *review_urls.patterns,
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/moi/", plans.plan_new, name="plan_new"),
    path("ke-hoach/<uuid:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<uuid:pk>/loi/", plans.plan_text, name="plan_text"),
    path("ke-hoach/<uuid:pk>/them/", plans.plan_add, name="plan_add"),
    path("ke-hoach/<uuid:pk>/cap-nhat/", plans.plan_renew, name="plan_renew"),
    path("ke-hoach/<uuid:pk>/thoi/", plans.plan_drop, name="plan_drop"),
    path("ke-hoach/<uuid:pk>/duyet/", plans.plan_approve, name="plan_approve"),
    path("ke-hoach/<uuid:pk>/muc/<uuid:item>/", plans.plan_item, name="plan_item"),
]
