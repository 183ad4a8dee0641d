"""Invented figures for the gallery of components (/kieu-mau/): every part, every state."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.html import format_html

from khe.base.web.charts import Band, Point, bar_chart, line_chart
from khe.base.web.parts import Bar, Day, Happening, Share, Step

THURSDAY = date(2026, 9, 3)
NINE_TWELVE = datetime(2026, 9, 3, 2, 12, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước.", max_length=120)
    phone = forms.RegexField(
        r"^0\d{9}$", label="Điện thoại", error_messages={"invalid": "Số cần đủ 10 chữ số."}
    )
    channel = forms.ChoiceField(
        label="Nhận kết quả", choices=[("q", "Tại quầy"), ("b", "Bưu điện")]
    )
    copy = forms.ChoiceField(
        label="Loại bản",
        choices=[("g", "Bản chính"), ("s", "Bản sao"), ("x", "Xuất trình")],
        widget=forms.RadioSelect(attrs={"class": "k-seg"}),
    )
    reason = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea({"rows": 2}))
    checked = forms.BooleanField(label="Đã đối chiếu bản chính", required=False)
    file = forms.FileField(label="Tệp quét", required=False)


def samples(query: Mapping[str, str]) -> dict[str, Any]:
    """Return everything the gallery shows; `query` turns its pager."""
    wrong = {"name": "Lâm Thị Bé Sáu", "phone": "0900 22", "channel": "q", "copy": "g"}
    bad = SampleForm(wrong, prefix="bad")
    bad.data = {f"bad-{key}": value for key, value in wrong.items()}
    return {
        "form": SampleForm(initial={"name": "Phạm Thị Ngọc Diệp", "copy": "g"}),
        "bad": bad,
        "moment": NINE_TWELVE,
        "minutes": [-720, -132, 0, 200, 1428, None],
        "page": Paginator(range(1, 131), 50).get_page(query.get("page", "2")),
        "bars": _bars(),
        "shares": _shares(),
        "days": _days(),
        "steps": _steps(),
        "happenings": _happenings(),
        "attendance": _attendance(),
        "received": _received(),
    }


def _bars() -> list[Bar]:
    return [
        Bar("Chờ công dân bổ sung", 21, "21 hồ sơ", "#hs", "wait"),
        Bar("Đang giải quyết", 14, "14 hồ sơ", "#hs", "work"),
        Bar("Quá hạn", 9, "9 hồ sơ", "#hs", "late"),
        Bar("Đã rút", 0, "0 hồ sơ"),
    ]


def _shares() -> list[Share]:
    return [
        Share("Phường", 1332, "ward", "22 giờ 12 phút"),
        Share("Công dân", 1560, "cit", "26 giờ"),
        Share("Cơ quan khác", 600, "up", "10 giờ"),
    ]


def _days() -> list[Day]:
    kinds = ["counted", "counted", "makeup", "off", "paused", "holiday", "counted"]
    hours = ["8", "8", "8", "", "3", "lễ", "2"]
    return [
        Day(THURSDAY + timedelta(days=n), kind, hours[n], today=n == 0, end=n == 6)
        for n, kind in enumerate(kinds)
    ]


def _steps() -> list[Step]:
    return [
        Step("Tiếp nhận", "20/08 · Huỳnh Thị Kim Thoa", "ok"),
        Step("Thẩm định", "hạn 04/09", "on"),
        Step("Trình ký", "Phó Chủ tịch"),
        Step("Trả kết quả", "tại quầy"),
    ]


def _happenings() -> list[Happening]:
    runs = format_html("Công dân nộp bổ sung; <b>{}</b>", "đồng hồ chạy lại")
    stops = format_html("Yêu cầu bổ sung, phiếu số 31/PBS; <b>{}</b>", "đồng hồ tạm dừng")
    return [
        Happening(NINE_TWELVE, runs, "done", "player-play", "Huỳnh Thị Kim Thoa"),
        Happening(NINE_TWELVE - timedelta(days=3), stops, "wait", "player-pause"),
        Happening(NINE_TWELVE - timedelta(days=8), "Nhận hồ sơ tại quầy", "work", "inbox"),
    ]


def _attendance() -> Any:
    rates = [90.0, 89.4, 91.6, 93.5, 94.3, 96.6, 97.2, 98.9, 99.8, 100.0]
    points = [
        Point(
            f"Đợt {n + 1}",
            rate,
            "hit" if rate >= 97 else "bad" if n == 1 else "",
            f"{round(rate * 3.83)} trong 383",
        )
        for n, rate in enumerate(rates)
    ]
    return line_chart(
        points,
        title="Tỷ lệ dự học nghị quyết, theo đợt",
        says="Đã đạt đích 97% từ đợt 7.",
        unit="%",
        target=97,
        band=Band(94, 88, 100),
        heads=("Đợt", "Có mặt", "Tỷ lệ"),
    )


def _received() -> Any:
    counts = [212, 190, 251, 240, 233, 260, 301, 288, 120]
    points = [Point(f"T{n + 1}", count) for n, count in enumerate(counts)]
    return bar_chart(
        points,
        title="Hồ sơ nhận theo tháng",
        says="Tháng 9 mới qua ba ngày làm việc.",
        heads=("Tháng", "Hồ sơ"),
    )
