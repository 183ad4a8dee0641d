"""Totals and their parts: said in every period in which they do not add up."""

from khe.base.figures import Period
from khe.desks.indicators import actions
from khe.desks.indicators.models import Partition
from khe.desks.indicators.testing import make_indicator
from khe.desks.indicators.tests.conftest import AUTUMN
from khe.desks.indicators.tests.test_forms import refused
from khe.desks.indicators.tests.test_pages import at, text

__all__ = ["refused"]


def test_what_does_not_add_up_is_said_there_and_on_the_dashboard(
    autumn, partition, son, thoa, desk
):
    said = text(desk(son).get(at("sums")))
    assert "1 trong 1 phép kiểm tra có kỳ không khớp." in said
    assert "Không khớp ở 1 trong 2 kỳ đã có số liệu." in said
    assert "Năm 2025 6.061 ≠ 5.581 + 398: thiếu 82" in said
    board = text(desk(thoa).get(at("list")))
    assert "Có số liệu không cộng khớp. Nhận = xong + còn, năm 2025:" in board
    assert "6.061 ≠ 5.581 + 398: thiếu 82" in board


def test_a_counted_total_is_checked_by_what_was_read(autumn, read, son, who, desk):
    ids = []
    for source, unit, value in (
        ("dossiers.received", "dossier", 100), ("dossiers.settled", "dossier", 90),
    ):  # fmt: skip
        read(source, [value], unit=unit)
        ids.append(actions.define(source=source, by=who(son), at=AUTUMN).pk)
    rest = make_indicator(who(son), AUTUMN, name="Còn lại", unit="dossier", better="")
    actions.enter(
        rest.pk, period=Period.parse("2026-08"), value=12, document="Sổ", by=who(son), at=AUTUMN
    )
    actions.save_partition(
        name="Nhận", total_id=ids[0], part_ids=[ids[1], rest.pk], by=who(son), at=AUTUMN
    )
    assert "Tháng 8/2026 100 ≠ 90 + 12: thừa 2" in text(desk(son).get(at("sums")))


def test_a_sum_can_be_tried(autumn, son, desk):
    def tried(total, parts, status=200):
        answer = desk(son).get(at("sums"), {"tong": total, "phan": parts})
        assert answer.status_code == status
        return text(answer)

    assert "Không khớp: 6.061 ≠ 5.581 + 398: thiếu 82." in tried("6.061", "5.581 + 398")
    assert "Khớp: 6.061 = 5.581 + 480." in tried("6061", "5581; 480")
    assert "thừa 0,5." in tried("10", "10 + 0,5")
    assert "Hãy ghi ít nhất hai phần." in tried("10", "10", 422)
    assert "Hãy ghi các số" in tried("10", "5 + năm", 422)
    assert "Hãy ghi một số" in tried("mười", "5 + 5", 422)


def test_a_check_is_set_and_dropped_on_forms(autumn, sums, satisfaction, son, refused, desk):
    total, settled, rest = sums
    typed = {"name": "Nhận = xong + còn", "total": total.pk, "parts": [settled.pk]}
    refused(son, at("save_partition"), typed | {"parts": settled.pk}, "Hãy chọn ít nhất hai phần")
    form = desk(son).get(at("save_partition")).content.decode()
    assert str(satisfaction.pk) not in form, "shares do not add up"
    answer = desk(son).post(at("save_partition"), typed | {"parts": [settled.pk, rest.pk]})
    assert answer.url == at("sums")
    one = Partition.objects.get()
    assert desk(son).post(at("drop_partition", one.pk)).status_code == 302
    one.refresh_from_db()
    assert one.dropped_at
    assert "Chưa đặt phép kiểm tra nào" in text(desk(son).get(at("sums")))
    assert desk(son).post(at("drop_partition", one.pk)).status_code == 404
