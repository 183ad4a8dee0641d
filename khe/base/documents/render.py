"""From a template file and data to a PDF.

A template is a typst file in `forms/` or, with the same name, in the folder of an office.
Data reach it as one JSON file, `data.json`, so that what citizens typed is text and never markup.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import typst
from django.utils.translation import gettext as _

from khe.base.documents.dates import day_pieces, moment_pieces
from khe.base.documents.numbers import format_number
from khe.base.documents.text import breakable, printable

FORMS = Path(__file__).resolve().parent / "forms"
FONTS = Path(__file__).resolve().parents[3] / "node_modules/@expo-google-fonts/tinos"
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp"}
BIGGEST_FILE = 5_000_000  # bytes, of a template or a logo


class DocumentError(Exception):
    """A paper could not be made. The text is a sentence for the person who keeps the templates.

    `template` is the file that is wrong, `line` its line (None when no line is to blame).
    """

    def __init__(self, message: str, *, template: str, line: int | None = None) -> None:
        """Keep the sentence, the file and the line."""
        super().__init__(message)
        self.template = template
        self.line = line


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    folder: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    fonts: Path | None = None,
    at: datetime | None = None,
) -> bytes:
    """Return the PDF of `forms/<template>` filled with data.

    template: a file name such as 'receipt.typ'. data: anything `plain` understands.
    folder: the office's own templates; a file there stands in for ours of the same name.
    pictures: further files the template may show, by name.
    fonts: folder of the Tinos .ttf files (default: what npm installed in the repository).
    at: creation time written in the PDF; the same data and `at` give the same bytes.

    Safe to call from several threads. Raises DocumentError.
    """
    files = _files(template, folder) | dict(pictures or {})
    files["data.json"] = json.dumps(plain(data), ensure_ascii=False).encode()
    files["main.typ"] = b'#include "%s"' % template.encode()
    try:
        return typst.compile(
            cast("Any", files),  # the stub leaves out that a dict of files by name is taken
            root=str(FORMS),
            font_paths=font_book(fonts or FONTS),
            format="pdf",
            timestamp=None if at is None else int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise _explained(error, template) from error


def plain(value: Any) -> Any:
    """Turn data into what JSON holds and a template can print.

    Moments and days become pieces (see dates.py), dataclasses objects, Decimals text with a comma.
    Strings lose control characters, are composed (NFC), and their very long words may break.
    TypeError for anything else.
    """
    if isinstance(value, str):
        return breakable(printable(value))
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return moment_pieces(value)
    if isinstance(value, date):
        return day_pieces(value)
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, UUID):
        return str(value)
    return _plain_collection(value)


def _plain_collection(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {printable(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"a paper cannot print a {type(value).__name__}")


def _files(template: str, folder: Path | None) -> dict[str, bytes]:
    """Return every file the template may use, by name: ours, and over them the office's."""
    files = dict(_shipped())
    if folder is not None:
        files |= _office_files(folder)
    if template not in files or not template.endswith(".typ"):
        raise DocumentError(
            _("Không có mẫu giấy “%(template)s”.") % {"template": template}, template=template
        )
    return files


@lru_cache(maxsize=1)
def _shipped() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in FORMS.glob("*.typ")}


def _office_files(folder: Path) -> dict[str, bytes]:
    """Read the office's templates and pictures, anew each time: an edit shows at once."""
    files: dict[str, bytes] = {}
    try:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in PICTURES | {".typ"} and path.is_file():
                if path.stat().st_size > BIGGEST_FILE:
                    raise DocumentError(
                        _("Tệp “%(name)s” trong thư mục mẫu giấy lớn hơn 5 MB.")
                        % {"name": path.name},
                        template=path.name,
                    )
                files[path.name] = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            _("Không đọc được thư mục mẫu giấy “%(folder)s”.") % {"folder": folder},
            template=str(folder),
        ) from error
    _refuse_downloads(files)
    return files


def _refuse_downloads(files: dict[str, bytes]) -> None:
    """Refuse typst packages: they would be fetched from the network while a citizen waits."""
    for name, content in files.items():
        if name.endswith(".typ") and (found := re.search(rb"@preview/", content)):
            line = content.count(b"\n", 0, found.start()) + 1
            raise DocumentError(
                _("Mẫu giấy “%(template)s”, dòng %(line)d: không dùng được gói tải từ mạng.")
                % {"template": name, "line": line},
                template=name,
                line=line,
            )


@lru_cache(maxsize=4)
def font_book(folder: Path = FONTS) -> typst.Fonts:
    """Load the fonts once a process; only these are used, so paper is the same on every machine."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    if "Tinos" not in fonts.families():
        raise DocumentError(
            _("Chưa có phông chữ Tinos trong “%(folder)s”; hãy chạy “make setup”.")
            % {"folder": folder},
            template=str(folder),
        )
    return fonts


def _explained(error: typst.TypstError, template: str) -> DocumentError:
    """Say in Vietnamese which template and line typst complains about, then its own words."""
    place = re.search(r"┌─ (\S+?\.typ):(\d+):\d+", error.diagnostic or "")
    name, line = (Path(place[1]).name, int(place[2])) if place else (template, None)
    why = error.message or str(error)
    if line is None:
        message = _("Mẫu giấy “%(template)s” có lỗi: %(why)s")
    else:
        message = _("Mẫu giấy “%(template)s” có lỗi ở dòng %(line)d: %(why)s")
    facts = {"template": name, "line": line, "why": why}
    return DocumentError(message % facts, template=name, line=line)
