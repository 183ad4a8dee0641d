"""Addresses of succession and rotation."""

from django.urls import path

from khe.desks.succession.views import handovers, moves, plans, pool, reviews

app_name = "succession"
urlpatterns = [
    path("", pool.pool, name="list"),
    path("xuat/", pool.export, name="export"),
    path("nhiem-ky/moi/", pool.term, name="term_new"),
    path("nhiem-ky/<uuid:pk>/", pool.term, name="term"),
    path("nhiem-ky/<uuid:pk>/khep-lai/", pool.close_term, name="close_term"),
    path("chuc-danh/<uuid:pk>/", pool.post, name="post"),
    path("nguoi/<uuid:pk>/", pool.candidate, name="candidate"),
    path("nguoi/<uuid:pk>/san-sang/", pool.rate, name="rate"),
    path("nguoi/<uuid:pk>/dua-vao/", pool.approve, name="approve"),
    path("nguoi/<uuid:pk>/dua-ra/", pool.remove, name="remove"),
    path("nguoi/<uuid:pk>/dao-tao/", pool.train, name="train"),
    path("ra-soat/", reviews.reviews, name="reviews"),
    path("ra-soat/nam/<int:year>/mo/", reviews.open_review, name="open_review"),
    path("ra-soat/<uuid:pk>/", reviews.review, name="review"),
    path("ra-soat/<uuid:pk>/y-kien/", reviews.say, name="say"),
    path("ra-soat/<uuid:pk>/quyet-dinh/", reviews.decide, name="decide_review"),
    path("luan-chuyen/", plans.plans, name="plans"),
    path("luan-chuyen/moi/", plans.plan_form, name="plan_new"),
    path("luan-chuyen/can-tranh/", plans.conflict, name="conflict"),
    path("luan-chuyen/can-tranh/<uuid:pk>/bo/", plans.lift_conflict, name="lift_conflict"),
    path("luan-chuyen/<uuid:pk>/", plans.plan, name="plan"),
    path("luan-chuyen/<uuid:pk>/sua/", plans.plan_form, name="plan_edit"),
    path("luan-chuyen/<uuid:pk>/xep/", plans.propose, name="propose"),
    path("luan-chuyen/<uuid:pk>/khep-lai/", plans.close, name="close_plan"),
    path("luan-chuyen/<uuid:pk>/them/", moves.add, name="add_move"),
    path("luan-chuyen/<uuid:pk>/chon/<uuid:tenure_pk>/", moves.choose, name="choose"),
    path("luan-chuyen/<uuid:pk>/quyet-dinh/<uuid:move_pk>/", moves.decide, name="decide"),
    path("luan-chuyen/thay-doi/<uuid:pk>/bo/", moves.drop, name="drop"),
    path("ban-giao/", handovers.handovers, name="handovers"),
    path("ban-giao/<uuid:pk>/", handovers.handover, name="handover"),
    path("ban-giao/<uuid:pk>/xac-nhan/", handovers.accept, name="accept"),
    path("ban-giao/<uuid:pk>/ky/", handovers.sign, name="sign"),
    path("ban-giao/<uuid:pk>/tai-san/", handovers.list_asset, name="list_asset"),
    path("ban-giao/<uuid:pk>/tai-san/<uuid:item_pk>/bo/", handovers.take_off, name="take_off"),
    path("ban-giao/<uuid:pk>/muc/<uuid:item_pk>/", handovers.settle, name="settle"),
    path("ban-giao/<uuid:pk>/bien-ban.pdf", handovers.paper, name="paper"),
]
