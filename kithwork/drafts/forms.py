"""The body of a draft as it comes over the wire."""

import json
from typing import Any

from django import forms

from kithwork.drafts.actions import Typed


class ValuesField(forms.Field):
    """Field names with lists of texts."""

    def clean(self, value: Any) -> dict[str, list[str]]:
        if not isinstance(value, dict) or not all(map(_is_texts, value.values())):
            raise forms.ValidationError("values")
        return value


class TypedForm(forms.Form):
    """What was typed, where, and on which version of the record."""

    values = ValuesField()
    title = forms.CharField(max_length=200, required=False)
    address = forms.RegexField(r"^/(?!/)[\w/.-]*$", max_length=300)
    form_version = forms.CharField(max_length=40, required=False)
    base_version = forms.CharField(max_length=80, required=False)

    @classmethod
    def from_body(cls, body: bytes) -> "TypedForm":
        try:
            data = json.loads(body)
        except ValueError:
            data = {}
        return cls(data if isinstance(data, dict) else {})

    def typed(self) -> Typed:
        return Typed(**self.cleaned_data)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
