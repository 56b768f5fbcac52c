"""Where the sign-in library meets this house: what it records, refuses and keeps secret.

Nobody opens an account for herself and nothing is sent by e-mail; signing in, failing to, and
every change of a password or a second factor stands in the trail. The secrets of second factors
are sealed under the installation's key.
"""

import base64
import os
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kithwork.access.actions.sign_in import (
    note_failed_sign_in,
    note_second_factor,
    note_sign_in,
    note_sign_out,
)
from kithwork.access.actions.users import note_own_password
from kithwork.access.keys.installation import derived
from kithwork.access.models import User
from kithwork.access.models.users import folded

NONCE = 12
SECRETS = "second factors"


def attempted_username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name that is tried, folded: another spelling does not get fresh attempts."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return folded(str(typed))[:80]


class AccountAdapter(DefaultAccountAdapter):
    """Names, passwords and sessions."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "The name and the password do not belong together. Look at both and try again."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many attempts. Wait a quarter of an hour."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (nobody)
        return False

    def post_login(self, request: HttpRequest, user: User, **known: Any) -> HttpResponse:
        note_sign_in(user=user)
        return super().post_login(request, user, **known)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note_sign_out(user=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = attempted_username(request, credentials)
        note_failed_sign_in(user=User.objects.filter(username=name).first())

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        note_own_password(user=user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return "/"

    def send_notification_mail(self, template: str, user: User, *_: Any, **_context: Any) -> None:
        """Send nothing; note in the trail what the library tells of second factors."""
        about, _slash, change = template.partition("/email/")
        if about == "mfa":
            note_second_factor(user=user, change=change)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are sealed at rest."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Codes of an app change every half minute."),
    }

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE)
        sealed = AESGCM(derived(SECRETS)).encrypt(nonce, text.encode(), None)
        return base64.b64encode(nonce + sealed).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        raw = base64.b64decode(encrypted_text)
        return AESGCM(derived(SECRETS)).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
