"""How accounts behave: made by administrators, never by visitors; TOTP secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from khe.base.people.sealed import seal, unseal


class ClosedAccounts(DefaultAccountAdapter):
    """No sign-up by strangers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an administrator creates accounts."""
        return False


class SealedSecrets(DefaultMFAAdapter):
    """Keep second-factor secrets encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Seal."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal."""
        return unseal(encrypted_text)
