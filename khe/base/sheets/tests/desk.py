"""A small desk that imports people: what an app writes to have an import."""

from django.db import transaction
from django.urls import path

from khe.base.people.models import Member
from khe.base.people.names import sort_name
from khe.base.refusal import Refused
from khe.base.sheets import Change, Column, Plan, Sheet
from khe.base.sheets.importing import Import, page
from khe.config import urls

PEOPLE = Sheet(
    "tests.people",
    "Danh sách người",
    (
        Column("code", "Mã số", required=True, example="CB-01", longest=30),
        Column("name", "Họ và tên", required=True, example="Nguyễn Thị Mẫu", longest=120),
        Column("born", "Ngày sinh", "date", example="05/02/1980"),
        Column("gender", "Giới tính", "choice", choices={"female": "Nữ", "male": "Nam"}),
        Column("active", "Đang làm việc", "flag"),
        Column("years", "Số năm công tác", "number"),
    ),
)


class Full:
    value, label = "full", "Phường đã đủ người, không nhận thêm."


def plan(rows, actor, at):
    known = {m.code: m for m in Member.objects.filter(code__in=[r.values["code"] for r in rows])}
    changes, faults, seen = [], [], set()
    for row in rows:
        code = row.values["code"]
        if code in seen:
            faults.append(row.fault("code", "Mã này đã có ở dòng trên."))
        seen.add(code)
        changes.append(change(known.get(code), row.values))
    return Plan(changes, faults)


def change(member, values):
    label = f"{values['code']} {values['name']}"
    if member is None:
        return Change("add", label, [("Họ và tên", "", values["name"])])
    if member.name == values["name"]:
        return Change("same", label)
    return Change("change", label, [("Họ và tên", member.name, values["name"])])


@transaction.atomic
def carry_out(rows, *, by, at):
    for row in rows:
        if row.values["name"] == "Người Thứ Mười Một":
            raise Refused(Full)
        Member.objects.update_or_create(
            code=row.values["code"],
            defaults={"name": row.values["name"], "sort_name": sort_name(row.values["name"])},
        )


def view(request, kind="people"):
    return page(request, Import(PEOPLE, plan, carry_out, "Nhập danh sách người", "/to-chuc/toi/"))


urlpatterns = [path("nhap-thu/", view), path("nhap-thu-khac/", view), *urls.urlpatterns]
handler404 = urls.handler404
