"""Where every page hangs."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/mfa/", include("allauth.mfa.urls")),
    path("tai-khoan/phien/", include("allauth.usersessions.urls")),
]
for prefix, module in [
    ("", "khe.base.web.urls"),
    ("to-chuc/", "khe.desks.staff.urls"),
    ("thu-tuc/", "khe.desks.procedures.urls"),
    ("", "khe.desks.dossiers.urls"),
]:
    if find_spec(module):  # while the house is being built
        urlpatterns.append(path(prefix, include(module)))
