"""Every code that an action writes into the trail has a word in both languages.

The codes are read from the sources: the kind, the fields and the reason with which an action calls
`record`, `note` or its own `_note…`. Names that are only known when it runs are tested where the
words are (`kithwork/access/tests/test_trail_words.py`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kithwork
from kithwork.access import trail_words as words
from kithwork.access.roles import ROLES, Section
from kithwork.audit.models import Verb

PACKAGE = Path(kithwork.__file__).parent
RECORDERS = ("record", "note", "_note", "_note_permission", "_one", "erase_key", "_erase_file")


def calls() -> Iterator[ast.Call]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if {"tests", "core", "catalogue", "cohort"}.isdisjoint(path.relative_to(PACKAGE).parts):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in RECORDERS:
                    yield node


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _texts(node: ast.expr | None) -> Iterator[str]:
    """Yield the texts of an expression: of a constant, a list, a choice between two."""
    for one in ast.walk(node) if node is not None else ():
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _given(call: ast.Call, name: str) -> ast.expr | None:
    found = next((one.value for one in call.keywords if one.arg == name), None)
    return None if isinstance(found, ast.JoinedStr | ast.ListComp | ast.Compare) else found


KINDS = sorted(
    {
        text
        for call in calls()
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant)
        for text in _texts(argument)
    }
)
FIELDS = sorted({text for call in calls() for text in _texts(_given(call, "fields"))})
REASONS = sorted({text for call in calls() for text in _texts(_given(call, "reason")) if text})
SAID = {
    "kind": words.kind_in_words,
    "field": words.field_in_words,
    "reason": words.reason_in_words,
    "role": words.role_in_words,
    "verb": words.verb_in_words,
    "section": words.section_in_words,
}
CODES = (
    [("kind", one) for one in KINDS]
    + [("field", one) for one in FIELDS]
    + [("reason", one) for one in REASONS]
    + [("role", one) for one in ROLES]
    + [("verb", one) for one in Verb.values]
    + [("section", one.value) for one in Section]
)


def test_codes_are_found_at_all():
    assert {"student", "alert", "user"} <= set(KINDS)
    assert {"carer", "password"} <= set(FIELDS)
    assert {"import_undone", "closed", "reviewed.justified"} <= set(REASONS)


@pytest.mark.parametrize(("what", "code"), CODES, ids=lambda one: one)
def test_a_code_of_the_trail_is_said_in_both_languages(what, code):
    english, chinese = (SAID[what](code, language) for language in ("en", "zh-Hans"))
    assert code != chinese, f"words/audit.yaml has no words for the {what} “{code}”"
    assert english != chinese
