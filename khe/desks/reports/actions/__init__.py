"""Changing documents: one function per verb."""

from khe.desks.reports.actions.deciding import check, send_back, sign
from khe.desks.reports.actions.drafting import draft, draft_replacement, edit, recount
from khe.desks.reports.actions.issuing import issue, withdraw
from khe.desks.reports.actions.signing import attach_signed, sign_file
from khe.desks.reports.actions.templates import drop_template, upload_template

__all__ = [
    "attach_signed", "check", "draft", "draft_replacement", "drop_template", "edit", "issue",
    "recount", "send_back", "sign", "sign_file", "upload_template", "withdraw",
]  # fmt: skip
