"""The board as a sheet to take away."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from khe.base.sheets import Column, Sheet
from khe.desks.improvement.pages.cards import Card

BOARD = Sheet(
    "improvement.board", _("Hạn chế"),
    (
        Column("code", _("Mã"), width=14),
        Column("field", _("Lĩnh vực"), width=30),
        Column("title", _("Hạn chế"), width=44),
        Column("state", _("Tình trạng"), width=20),
        Column("found_on", _("Ngày phát hiện"), "date"),
        Column("indicator", _("Chỉ tiêu"), width=36),
        Column("baseline", _("Ban đầu"), width=12),
        Column("now", _("Nay"), width=12),
        Column("made_of", _("Gồm"), width=24),
        Column("target", _("Đích"), width=12),
        Column("window", _("Kỳ theo dõi đến"), "date"),
        Column("owner", _("Người làm"), width=26),
        Column("next_step", _("Việc tiếp theo"), width=44),
        Column("left", _("Còn lại"), width=16),
    ),
)  # fmt: skip


def rows(cards: Iterable[Card]) -> Iterator[dict[str, Any]]:
    """Yield a row for each card."""
    for card in cards:
        yield {
            "code": card.shortcoming.code, "field": card.shortcoming.field.name,
            "title": card.shortcoming.title, "state": str(card.state.label),
            "found_on": card.shortcoming.found_on, "indicator": card.indicator,
            "baseline": _with(card.baseline, card), "now": _with(card.now, card),
            "made_of": card.made_of, "target": _with(card.target, card),
            "window": card.whole.window_last, "owner": card.owner,
            "next_step": card.next_step, "left": card.left,
        }  # fmt: skip


def _with(figure: str, card: Card) -> str:
    return f"{figure} {card.unit}".strip() if figure not in ("", "–") else figure
