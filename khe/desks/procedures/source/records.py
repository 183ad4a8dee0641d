"""One published record into the fields of a version."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from khe.desks.procedures.source.channels import channels_of
from khe.desks.procedures.source.laws import legal_basis_of, results_of
from khe.desks.procedures.source.parts import parts_of
from khe.desks.procedures.states import CHECKS

CODE = re.compile(r"\d{1,2}\.\d{4,7}(?:\.[0-9A-Z]{1,4}){0,6}")
NOTHING = frozenset({"", "Không có thông tin"})
# Kept beside the parsed fields so that nothing of the source is lost: our word, the source's.
ABOUT = {
    "decision": "so_quyet_dinh",
    "kind": "loai_thu_tuc",
    "audience": "doi_tuong_thuc_hien",
    "agency": "co_quan_co_tham_quyen",
    "handler": "co_quan_thuc_hien",
    "place": "dia_chi_tiep_nhan",
    "conditions": "yeu_cau_dieu_kien",
    "sequence": "trinh_tu_thuc_hien",
    "address": "detail_url",
}


class BadRecord(ValueError):
    """A record that cannot be a procedure; the message says why, in Vietnamese."""


@dataclass
class Read:
    """What a record says: `fields` of a version, and `unparsed` for an officer to complete."""

    code: str
    fields: dict[str, Any]
    unparsed: list[dict[str, Any]] = field(default_factory=list)

    @property
    def left(self) -> list[dict[str, Any]]:
        """Return what is missing (not what is only to be checked)."""
        return [one for one in self.unparsed if one["why"] not in CHECKS]


def read(record: Any) -> Read:
    """Read one JSON object of the published catalogue; raise BadRecord."""
    if not isinstance(record, dict):
        raise BadRecord("không phải một đối tượng JSON")
    text = {key: _text(key, value) for key, value in record.items()}
    code = text.get("ma_thu_tuc", "").strip()
    name = " ".join(text.get("ten_thu_tuc", "").split())
    if not CODE.fullmatch(code):
        raise BadRecord(f"mã thủ tục không hợp lệ: {code[:40]!r}")
    if not name or len(name) > 1000:
        raise BadRecord(f"thủ tục {code} không có tên hoặc tên quá dài")
    channels, gaps = channels_of(text.get("cach_thuc_thuc_hien", ""))
    parts, more = parts_of(text.get("thanh_phan_ho_so", ""))
    laws, rest = legal_basis_of(text.get("can_cu_phap_ly", ""))
    field_name = " ".join(text.get("linh_vuc", "").split())[:300]
    fields = {
        "code": code,
        "name": name,
        "field_code": slug(field_name),
        "field_name": field_name,
        "level": text.get("cap_thuc_hien", "")[:200],
        "channels": channels,
        "parts": parts,
        "legal_basis": laws,
        "result": results_of(text.get("ket_qua_xu_ly", "")),
        "interlinked": [one for one in text.get("co_quan_phoi_hop", "").split(", ") if one],
        "about": {
            ours: text[theirs].strip()
            for ours, theirs in ABOUT.items()
            if text.get(theirs, "").strip() not in NOTHING
        },
        "digest": digest(text),
    }
    return Read(code, fields, gaps + more + rest)


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRecord(f"trường {key[:40]!r} phải là chuỗi ký tự")
    if "\x00" in value:
        raise BadRecord(f"trường {key[:40]!r} có ký tự không hợp lệ")
    return unicodedata.normalize("NFC", value).replace("\xa0", " ")


def digest(text: dict[str, str]) -> str:
    """Return the SHA-256 of what the record says; where it was crawled from does not count."""
    said = {key: value for key, value in text.items() if not key.startswith("_")}
    said.pop("raw_text", None)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def slug(name: str) -> str:
    """Return "ho-tich" of "Hộ tịch": the key of a field where the source gives none."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
