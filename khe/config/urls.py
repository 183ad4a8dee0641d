"""Where every page hangs."""

from django.urls import include, path

handler400 = "khe.base.web.views.bad_request"
handler403 = "khe.base.web.views.forbidden"
handler404 = "khe.base.web.views.not_found"
handler500 = "khe.base.web.views.server_error"

urlpatterns = [
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/mfa/", include("allauth.mfa.urls")),
    path("tai-khoan/phien/", include("allauth.usersessions.urls")),
    path("", include("khe.base.web.urls")),
    path("tin-nhan/", include("khe.base.messages.urls")),
    path("to-chuc/", include("khe.desks.staff.urls")),
    path("dao-tao/", include("khe.desks.training.urls")),
    path("danh-gia/", include("khe.desks.assessment.urls")),
    path("quy-hoach/", include("khe.desks.succession.urls")),
    path("chi-tieu/", include("khe.desks.indicators.urls")),
    path("khac-phuc/", include("khe.desks.improvement.urls")),
    path("van-ban/", include("khe.desks.reports.urls")),
    path("hoc-tap/", include("khe.desks.study.urls")),
    path("nhiem-vu/", include("khe.desks.tasks.urls")),
    path("thu-tuc/", include("khe.desks.procedures.urls")),
    path("", include("khe.desks.dossiers.urls")),
]
