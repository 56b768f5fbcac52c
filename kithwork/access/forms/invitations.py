"""Choosing a password with a code."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User


class FirstPasswordForm(forms.Form):
    """User name and code from the slip, and the new password twice."""

    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "username", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code from your slip"),
        max_length=40,
        help_text=_("Whoever keeps the accounts gave it to you. It is good once."),
        widget=forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least ten signs. Four or five words that only you put together are best."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        password = typed.get("password", "")
        if password and typed.get("again") and password != typed["again"]:
            self.add_error("again", _("The two are not alike."))
        try:
            validate_password(password, User(username=typed.get("username", "")))
        except ValidationError as weak:
            self.add_error("password", weak)
        return typed

    def chosen(self) -> dict[str, str]:
        """Return what `actions.invitations.accept` asks for."""
        return {name: self.cleaned_data[name] for name in ("username", "code", "password")}
