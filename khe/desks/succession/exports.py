"""The pool as a sheet to take away."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khe.base.people.competence import LABELS, Gap
from khe.base.sheets import Column, Sheet
from khe.desks.succession.queries import PostRow

POOL = Sheet(
    "succession.pool", _("Quy hoạch"),
    (
        Column("post", _("Chức danh"), width=34),
        Column("body", _("Đơn vị"), width=30),
        Column("holders", _("Người đang giữ"), width=26),
        Column("name", _("Người được quy hoạch"), width=26),
        Column("state", _("Tình trạng"), width=18),
        Column("readiness", _("Mức sẵn sàng"), width=16),
        Column("added_on", _("Ngày đưa vào"), "date"),
        Column("document", _("Văn bản"), width=18),
        Column("gaps", _("Còn thiếu"), width=40),
    ),
)  # fmt: skip


def gap_text(gap: Gap) -> str:
    """Return a gap in words: "lý luận chính trị: cần trung cấp, đang có sơ cấp"."""
    if gap.kind == "skill":
        return gettext("kỹ năng: %(skill)s") % {"skill": gap.wanted}
    names = {
        "kind": gettext(LABELS[gap.kind]), "wanted": gettext(LABELS[gap.wanted]),
        "has": gettext(LABELS[gap.has]) if gap.has else "",
    }  # fmt: skip
    if not gap.has:
        return gettext("%(kind)s: cần %(wanted)s, chưa có") % names
    return gettext("%(kind)s: cần %(wanted)s, đang có %(has)s") % names


def rows(board: Iterable[PostRow]) -> Iterator[dict[str, Any]]:
    """Yield a row for each candidate, and one for a post without any."""
    for post in board:
        about = {
            "post": post.post.title, "body": post.post.body.name,
            "holders": ", ".join(t.member.name for t in post.holders),
        }  # fmt: skip
        for row in post.rows:
            one = row.candidate
            yield about | {
                "name": one.member.name, "state": str(one.get_state_display()),
                "readiness": str(one.get_readiness_display()), "added_on": one.added_on,
                "document": one.added_document, "gaps": "; ".join(map(gap_text, row.gaps)),
            }  # fmt: skip
        if not post.rows:
            yield about
