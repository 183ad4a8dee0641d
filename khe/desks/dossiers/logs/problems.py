"""How a log is refused: a code machines read, a sentence people read."""

from typing import Any

from django.utils.translation import gettext as _


class BadLog(Exception):
    """The file cannot be taken in (or written); nothing was stored."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(_(SENTENCES[code]) % facts)


# The sentences in Vietnamese, the source language; gettext finds their English.
SENTENCES = {
    "no_file": "Không tìm thấy tệp %(name)s.",
    "not_a_file": "%(name)s không phải là một tệp thường (có thể là thư mục hoặc thiết bị).",
    "unreadable": "Không đọc được tệp %(name)s: %(why)s.",
    "empty_file": "Tệp %(name)s rỗng.",
    "wrong_packing": "Tệp %(name)s là tệp nén kiểu %(kind)s; hãy giải nén ra .xes hoặc nén lại "
    "bằng gzip.",
    "broken_gzip": "Tệp nén %(name)s bị hỏng hoặc bị cắt giữa chừng; hãy chép lại từ nguồn.",
    "too_big": "Tệp bung ra quá %(limit)s MB; nếu đúng là tệp cần nhập, hãy tăng --max-mb.",
    "zip_bomb": "Tệp nén bung ra gấp hơn %(ratio)s lần: có dấu hiệu là bom nén, không nhập.",
    "not_xml": "Dòng %(line)s, cột %(column)s: tệp không phải XML đúng quy cách (%(why)s).",
    "bad_encoding": "Dòng %(line)s: chữ trong tệp không đúng bảng mã mà tệp khai báo (%(why)s).",
    "doctype": "Tệp có phần khai báo DOCTYPE hoặc thực thể (entity); vì an toàn, không nhập.",
    "not_xes": "Dòng %(line)s: không phải nhật ký XES (%(why)s).",
    "too_deep": "Dòng %(line)s: các thẻ lồng nhau quá %(limit)s tầng.",
    "too_long": "Gần dòng %(line)s: một thuộc tính hay một đoạn không có thẻ dài quá %(limit)s KB.",
    "case_too_big": "Gần dòng %(line)s: một vụ việc quá lớn (hơn %(mb)s MB hoặc hơn %(events)s "
    "sự kiện).",
    "bad_time": "Dòng %(line)s: “%(value)s” ở thuộc tính “%(key)s” không phải là ngày giờ có thật.",
    "bad_number": "Dòng %(line)s: “%(value)s” ở thuộc tính “%(key)s” không phải là số tiền.",
    "no_cases": "Nhật ký không có vụ việc (trace) nào.",
    "bad_map": "Tệp ánh xạ %(name)s không dùng được: %(why)s.",
    "bad_code": "Mã “%(code)s” không dùng được; chỉ gồm chữ cái không dấu, số, dấu gạch nối, "
    "gạch dưới, dấu chấm, tối đa 40 ký tự.",
    "no_authority": "Không có cơ quan nào mang mã “%(code)s”.",
    "changed_meanwhile": "Dữ liệu của cơ quan này vừa được người khác thay đổi; hãy chạy lại.",
    "bad_out": "Không ghi được tệp %(name)s: %(why)s.",
    "bad_kind": "Không biết ghi tệp %(name)s theo dạng nào; hãy đặt tên đuôi %(kinds)s.",
}
