"""The dashboard as a sheet to take away."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khe.base.sheets import Column, Sheet
from khe.desks.indicators.pages.board import Row

BOARD = Sheet(
    "indicators.board", _("Chỉ tiêu"),
    (
        Column("field", _("Lĩnh vực"), width=30),
        Column("name", _("Chỉ tiêu"), width=44),
        Column("period", _("Kỳ"), width=16),
        Column("value", _("Giá trị"), width=16),
        Column("numerator", _("Tử số"), "number", width=12),
        Column("denominator", _("Mẫu số"), "number", width=12),
        Column("origin", _("Nguồn số"), width=20),
        Column("change", _("So với kỳ trước"), width=40),
        Column("target", _("Mục tiêu"), width=14),
        Column("due", _("Hạn"), "date"),
        Column("met", _("Đạt chưa"), width=28),
        Column("says", _("Nhận định"), width=60),
        Column("owner", _("Người phụ trách"), width=26),
    ),
)  # fmt: skip


def rows(found: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield a line for each row of the dashboard."""
    for row in found:
        one, last = row.indicator, row.latest
        yield {
            "field": one.field, "name": one.name, "period": row.period, "value": row.value,
            "numerator": _plain(last.numerator if last else None),
            "denominator": _plain(last.denominator if last else None),
            "origin": gettext("số nhập tay") if one.manual else gettext("đếm từ hồ sơ"),
            "change": row.change, "target": row.target_text,
            "due": row.target.due if row.target else None,
            "met": row.met_text, "says": row.series.says,
            "owner": one.owner.name if one.owner else "",
        }  # fmt: skip


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
