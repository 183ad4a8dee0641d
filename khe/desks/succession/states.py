"""The life of a pool, of a rotation plan and of a handover; what happens to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TermStatus(TextChoices):
    OPEN = "open", _("Đang thực hiện")
    CLOSED = "closed", _("Đã khép lại")


class CandidateState(TextChoices):
    PROPOSED = "proposed", _("Đề xuất, chờ quyết định")
    IN = "in", _("Trong quy hoạch")
    OUT = "out", _("Đã đưa ra")


LISTED = (CandidateState.PROPOSED, CandidateState.IN)  # takes a place in the pool of a post


class Readiness(TextChoices):
    """When a person could take the post over, as those who propose see it."""

    NOW = "now", _("Sẵn sàng ngay")
    SOON = "soon", _("Sau 1–2 năm")
    LATER = "later", _("Sau 3–5 năm")


class ReviewState(TextChoices):
    OPEN = "open", _("Đang rà soát")
    DECIDED = "decided", _("Đã rà soát")


class Verdict(TextChoices):
    UNSAID = "", _("Chưa có ý kiến")
    KEPT = "kept", _("Giữ trong quy hoạch")
    REMOVED = "removed", _("Đưa ra khỏi quy hoạch")
    ADDED = "added", _("Bổ sung vào quy hoạch")


class PlanState(TextChoices):
    OPEN = "open", _("Đang lập")
    CLOSED = "closed", _("Đã khép lại")


class MoveState(TextChoices):
    DRAFT = "draft", _("Chờ quyết định")
    STAYS = "stays", _("Giữ lại")
    DECIDED = "decided", _("Đã quyết định")
    DECLINED = "declined", _("Không đồng ý")


class DecisionState(TextChoices):
    PLANNED = "planned", _("Chờ đến ngày hiệu lực")
    IN_FORCE = "in_force", _("Đã có hiệu lực")


class HandoverState(TextChoices):
    PLANNED = "planned", _("Chờ đến ngày hiệu lực")
    OPEN = "open", _("Chờ người nhận xác nhận")
    ACCEPTED = "accepted", _("Đã nhận đủ")
    RESERVED = "reserved", _("Đã nhận, trừ mục không nhận")


class ItemKind(TextChoices):
    DOSSIER = "dossier", _("Hồ sơ")
    TASK = "task", _("Nhiệm vụ")
    ASSET = "asset", _("Tài sản, giấy tờ")
    RIGHT = "right", _("Tài khoản, quyền")  # ends by itself: nothing to accept


class ItemState(TextChoices):
    LISTED = "listed", _("Chưa xác nhận")
    ACCEPTED = "accepted", _("Đã nhận")
    REFUSED = "refused", _("Không nhận")
    SETTLED = "settled", _("Đã giải quyết")
    ENDED = "ended", _("Đã chấm dứt")  # of a right


class DueReason(TextChoices):
    OVER_LIMIT = "over_limit", _("Quá thời hạn giữ một vị trí")
    NEAR_LIMIT = "near_limit", _("Sắp đến thời hạn giữ một vị trí")
    TERM_END = "term_end", _("Hết nhiệm kỳ")
    RETIREMENT = "retirement", _("Đến tuổi nghỉ hưu")


class Event(TextChoices):
    TERM_SAVED = "succession.term_saved", _("Ghi nhiệm kỳ quy hoạch")
    TERM_CLOSED = "succession.term_closed", _("Khép lại nhiệm kỳ quy hoạch")
    PROPOSED = "succession.proposed", _("Đề xuất đưa vào quy hoạch")
    APPROVED = "succession.approved", _("Đưa vào quy hoạch")
    REMOVED = "succession.removed", _("Đưa ra khỏi quy hoạch")
    RATED = "succession.rated", _("Ghi mức sẵn sàng")
    NEED_PROPOSED = "succession.need_proposed", _("Đề nghị đào tạo")
    REVIEW_OPENED = "succession.review_opened", _("Mở rà soát quy hoạch")
    REVIEW_SAID = "succession.review_said", _("Ghi ý kiến rà soát")
    REVIEW_DECIDED = "succession.review_decided", _("Quyết định kết quả rà soát")
    CONFLICT_SAVED = "succession.conflict_saved", _("Ghi điều cần tránh khi bố trí")
    CONFLICT_LIFTED = "succession.conflict_lifted", _("Bỏ điều cần tránh khi bố trí")
    PLAN_SAVED = "succession.plan_saved", _("Lập phương án luân chuyển")
    PLAN_CLOSED = "succession.plan_closed", _("Khép lại phương án luân chuyển")
    PLANNED = "succession.planned", _("Máy xếp phương án")
    MOVE_CHOSEN = "succession.move_chosen", _("Chọn tay một thay đổi")
    MOVE_DROPPED = "succession.move_dropped", _("Bỏ một thay đổi")
    MOVES_DECIDED = "succession.moves_decided", _("Quyết định luân chuyển")
    MOVES_DECLINED = "succession.moves_declined", _("Không đồng ý thay đổi")
    HANDOVER_PLANNED = "succession.handover_planned", _("Lập bàn giao, chờ ngày hiệu lực")
    HANDED_OVER = "succession.handed_over", _("Chuyển việc, lập danh mục bàn giao")
    HANDOVER_STUCK = "succession.handover_stuck", _("Chưa chuyển được việc")
    ASSET_LISTED = "succession.asset_listed", _("Ghi tài sản, giấy tờ")
    ASSET_TAKEN_OFF = "succession.asset_taken_off", _("Bỏ tài sản, giấy tờ")
    SIGNED = "succession.signed", _("Bên giao ký")
    ACCEPTED = "succession.accepted", _("Bên nhận xác nhận")
    SETTLED = "succession.settled", _("Giải quyết mục không nhận")
