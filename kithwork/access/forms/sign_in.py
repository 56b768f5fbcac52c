"""The sign-in library's forms in our words: a label above, no placeholder, no link to a reset."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

Words = dict[str, Any]  # names of fields → lazily translated words


class Plain(forms.BaseForm):
    """A form whose fields carry our labels and helps, and nothing inside the boxes."""

    labels: ClassVar[Words] = {}
    helps: ClassVar[Words] = {}

    def __init__(self, *args: Any, **known: Any) -> None:
        super().__init__(*args, **known)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(Plain, LoginForm):
    """Name and password."""

    labels: ClassVar[Words] = {"login": _("User name"), "password": _("Password")}


class ChangeOwnPasswordForm(Plain, ChangePasswordForm):
    """The present password, and the new one twice."""

    labels: ClassVar[Words] = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    helps: ClassVar[Words] = {
        "password1": _(
            "At least ten signs. Four or five words that only you put together are best."
        )
    }


class ConfirmPasswordForm(Plain, ReauthenticateForm):
    """The password once more, before something that matters."""

    labels: ClassVar[Words] = {"password": _("Password")}


class CodeForm(Plain, AuthenticateForm):
    """The code of the second factor at sign-in."""

    labels: ClassVar[Words] = {"code": _("Code")}
    helps: ClassVar[Words] = {
        "code": _("Six digits from the app on your phone, or one of your recovery codes.")
    }


class ConfirmCodeForm(Plain, ReauthenticateCodeForm):
    """The code once more, before something that matters."""

    labels: ClassVar[Words] = {"code": _("Code")}
    helps: ClassVar[Words] = CodeForm.helps


class ActivateAppForm(Plain, ActivateTOTPForm):
    """The first code of an app that has just learned the key."""

    labels: ClassVar[Words] = {"code": _("The six digits that the app shows now")}


class AddPasskeyForm(Plain, AddWebAuthnForm):
    """A passkey or security key to add."""

    labels: ClassVar[Words] = {
        "name": _("What you call it"),
        "passwordless": _("Sign in with it alone"),
    }
    helps: ClassVar[Words] = {
        "name": _("So that you know it again: “my phone”, “blue key”."),
        "passwordless": _("It then asks for your finger, face or PIN in place of the password."),
    }


class NamePasskeyForm(Plain, EditWebAuthnForm):
    """Another name for a passkey."""

    labels: ClassVar[Words] = {"name": _("What you call it")}
