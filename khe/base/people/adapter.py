"""How accounts behave: made by administrators, never by visitors; TOTP secrets are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khe.base.people.sealed import seal, unseal


class ClosedAccounts(DefaultAccountAdapter):
    """No sign-up by strangers; a password that was handed out is left behind at the first login."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "too_many_login_attempts": _(
            "Đã nhập sai quá nhiều lần nên tạm khóa đăng nhập. Hãy đợi 5 phút rồi thử lại,"
            " hoặc nhờ quản trị đặt lại mật khẩu."
        ),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an administrator creates accounts."""
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """Refuse to keep a password that somebody else handed out."""
        if user is not None and user.must_change_password and user.check_password(password):
            raise ValidationError(_("Đây là mật khẩu được cấp; hãy chọn một mật khẩu khác."))
        return str(super().clean_password(password, user))

    def set_password(self, user: Any, password: str) -> None:
        """Keep the password its owner chose: nobody else knows it, so work may begin."""
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to work."""
        return str(settings.LOGIN_REDIRECT_URL)


class SealedSecrets(DefaultMFAAdapter):
    """Keep second-factor secrets encrypted at rest."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng hoặc đã hết hạn; hãy gõ mã đang hiện trên điện thoại."),
    }

    def encrypt(self, text: str) -> str:
        """Seal."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal."""
        return unseal(encrypted_text)
