"""Addresses of reviews: a part of `urls`."""

from django.urls import path

from khe.desks.improvement.views import mining, reviews, verbs

patterns = [
    path("goi-y/", mining.proposals, name="proposals"),
    path("goi-y/ghi/", mining.accept, name="accept"),
    path("goi-y/gac-lai/", mining.set_aside, name="set_aside"),
    path("kiem-diem/", reviews.reviews, name="reviews"),
    path("kiem-diem/dot/moi/", reviews.campaign_new, name="campaign_new"),
    path("kiem-diem/dot/<uuid:pk>/", reviews.campaign, name="campaign"),
    path("kiem-diem/dot/<uuid:pk>/giao/", reviews.units_add, name="units_add"),
    path("kiem-diem/<uuid:pk>/", reviews.review, name="review"),
    path("kiem-diem/<uuid:pk>/tu-kiem-diem/", reviews.prepare, name="prepare"),
    path("kiem-diem/<uuid:pk>/y-kien/", reviews.opinion, name="opinion"),
    path("kiem-diem/<uuid:pk>/y-kien/<uuid:opinion>/tra-loi/", reviews.answer, name="answer"),
    path("kiem-diem/<uuid:pk>/neu-han-che/", verbs.name_in, name="name_in"),
    path("kiem-diem/<uuid:pk>/hop/", reviews.hold, name="hold"),
    path("kiem-diem/<uuid:pk>/ket-luan/", reviews.conclude, name="conclude"),
    path("kiem-diem/<uuid:pk>/hoan-thanh/", reviews.complete, name="complete"),
    path("kiem-diem/<uuid:pk>/bien-ban.pdf", reviews.minutes, name="minutes"),
]
