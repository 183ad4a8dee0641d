"""Why a quiz, an essay, feedback, an action programme or a deed does not go through."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    NOT_ORGANISER = "not_organiser", _("Chỉ người tổ chức học tập (tuyên giáo) làm được việc này.")
    NOT_A_LEARNER = "not_a_learner", _("Chỉ người học của chương trình này làm được việc này.")
    EXEMPT = "exempt", _("Anh/chị được miễn học nên không phải làm.")
    # quiz
    NOT_DRAFT = "not_draft", _("Bài kiểm tra đã mở, câu hỏi không sửa được nữa.")
    NO_TEXT = "no_text", _("Hãy ghi câu hỏi.")
    FEW_CHOICES = "few_choices", _("Câu hỏi cần từ 2 đến 8 phương án khác nhau.")
    NO_CORRECT = "no_correct", _("Hãy đánh dấu phương án đúng bằng dấu * ở đầu dòng.")
    ONE_CORRECT = "one_correct", _("Câu chọn một chỉ có một phương án đúng.")
    NO_QUESTIONS = "no_questions", _("Chưa có câu hỏi nào.")
    NOT_OPEN = "not_open", _("Bài kiểm tra chưa mở hoặc đã đóng.")
    TRIED_ALREADY = "tried_already", _("Anh/chị đã làm bài này rồi; mỗi lần chỉ làm một bài.")
    CLASS_BEGUN = (
        "class_begun",
        _("Lớp của anh/chị đã bắt đầu, không làm bài trước khi học được nữa."),
    )
    NOT_PRESENT = "not_present", _("Chỉ người đã dự lớp (lớp chính hoặc học bù) làm được việc này.")
    BAD_ANSWER = "bad_answer", _("Có câu chưa trả lời, hoặc câu trả lời không có trong bài.")
    # essay
    NO_TOPIC = "no_topic", _("Hãy ghi đề bài.")
    DUE_PAST = "due_past", _("Hạn nộp phải sau lúc này.")
    CALL_CLOSED = "call_closed", _("Đã thôi nhận bài.")
    NOTHING_HANDED_IN = "nothing_handed_in", _("Hãy viết bài hoặc chọn tệp bài làm.")
    BEING_GRADED = "being_graded", _("Bài đã nộp và đang chờ chấm; không nộp lại được.")
    GRADED_ALREADY = "graded_already", _("Bài đã chấm rồi.")
    NOT_HANDED_IN = "not_handed_in", _("Bài này không ở trạng thái chờ chấm.")
    BAD_GRADE = "bad_grade", _("Điểm từ 0 đến 10, lẻ nhất là 0,5.")
    NO_COMMENT = "no_comment", _("Hãy ghi nhận xét để người viết biết cần sửa gì.")
    OWN_ESSAY = "own_essay", _("Không tự chấm bài của mình.")
    # feedback
    NOT_BEGUN = "not_begun", _("Lớp chưa bắt đầu.")
    FEEDBACK_OVER = "feedback_over", _("Đã hết thời gian góp ý về lớp này.")
    GIVEN_ALREADY = "given_already", _("Anh/chị đã góp ý về lớp này rồi.")
    BAD_RATING = "bad_rating", _("Hãy chọn mức từ 1 đến 5 cho từng mục.")
    # action programme, deeds
    NO_TITLE = "no_title", _("Hãy ghi tên chương trình.")
    NOT_A_PERIOD = "not_a_period", _("Ngày kết thúc phải sau ngày bắt đầu.")
    FINISHED = "finished", _("Chương trình đã kết thúc, không sửa được nữa.")
    NOT_IN_FORCE = "not_in_force", _("Chương trình chưa ban hành hoặc đã kết thúc.")
    ISSUED_ALREADY = "issued_already", _("Chương trình đã ban hành rồi.")
    NO_GOALS = "no_goals", _("Chương trình chưa có mục tiêu nào.")
    NO_GOAL = "no_goal", _("Hãy ghi mục tiêu.")
    NO_MEMBER = "no_member", _("Chỉ người của cơ quan đăng ký việc làm theo.")
    NO_WHAT = "no_what", _("Hãy ghi việc sẽ làm.")
    BY_PAST = "by_past", _("Ngày làm xong phải từ hôm nay trở đi.")
    NOT_YOURS = "not_yours", _("Chỉ người đã đăng ký làm được việc này.")
    NOT_REGISTERED = "not_registered", _("Việc này đã báo làm xong.")
    NO_DONE_TEXT = "no_done_text", _("Hãy ghi đã làm được gì.")
    NOT_DONE = "not_done", _("Việc này không ở trạng thái chờ xác nhận.")
    NOT_CONFIRMER = (
        "not_confirmer",
        _("Chỉ người đứng đầu của người đăng ký, tuyên giáo hoặc thường trực xác nhận được."),
    )
    OWN_DEED = "own_deed", _("Không tự xác nhận việc của mình.")
