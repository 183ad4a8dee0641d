"""Procedures for tests, with honest defaults."""

import json
from datetime import date
from typing import Any

from khe.desks.procedures.models import Procedure, ProcedureVersion
from khe.desks.procedures.source.channels import HEADER
from khe.desks.procedures.source.laws import LAW_HEAD
from khe.desks.procedures.source.parts import HEAD


def make_version(
    code: str = "1.001193", owner: int | None = None, **facts: Any
) -> ProcedureVersion:
    """Store a published version in force since July 2025."""
    procedure, _ = Procedure.objects.get_or_create(code=code, owner_id=owner)
    facts = {
        "number": procedure.versions.count() + 1,
        "state": "published",
        "effective_from": date(2025, 7, 1),
        "name": "Đăng ký khai sinh",
        "field_name": "Hộ tịch",
        "field_code": "ho-tich",
        "channels": [
            {"channel": "direct", "limit": "1 working_day", "limit_text": "1 Ngày làm việc",
             "fee": 0, "fee_text": "Miễn phí", "per": "", "note": ""},
        ],
        "parts": [
            {"key": "p1", "name": "Tờ khai", "form": "", "original": 1, "copy": 0,
             "required": True, "condition": ""},
        ],
        "steps": [
            {"name": "Thẩm tra", "role": "officer", "budget": "6 working_hour", "body": ""},
            {"name": "Ký duyệt", "role": "leader", "budget": "2 working_hour", "body": ""},
        ],
        "phrases": ["làm giấy khai sinh"],
        **facts,
    }  # fmt: skip
    return ProcedureVersion.objects.create(procedure=procedure, code=code, **facts)


def raw(code: str = "1.001193", name: str = "Thủ tục đăng ký khai sinh", **facts: str) -> dict:
    """Return a record as the national portal publishes it."""
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Hộ tịch",
        "cap_thuc_hien": "Cấp xã",
        "cach_thuc_thuc_hien": HEADER + "Trực tiếp3 Ngày làm việcMiễn phíTại bộ phận một cửa",
        "thanh_phan_ho_so": "--" + HEAD + "Tờ khai1 bản chínhGiấy chứng sinh (nếu có)1 bản chính",
        "can_cu_phap_ly": LAW_HEAD + "Luật Hộ tịch60/2014/QH13",
        "ket_qua_xu_ly": "Giấy khai sinhMã: KQ.G15.000031Từ khóaKhông có thông tin",
        "co_quan_phoi_hop": "",
        "trinh_tu_thuc_hien": "Bước 1: nộp hồ sơ.",
        **facts,
    }


def lines(*records: Any) -> bytes:
    """Return records as JSON lines."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in records)
