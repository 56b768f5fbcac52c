"""The glossary names what the code names, and the interface keeps to its words."""

import re
from pathlib import Path

import pytest

from kithwork.access.roles.matrix import ROLES
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import word
from kithwork.core.casework.statuses import Status
from kithwork.core.change import Verdict
from kithwork.core.support.cells import Aspect
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Supply
from kithwork.core.support.thresholds import Word

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
CODES = set(re.findall(r"`([A-Za-z_]+)`", GLOSSARY))


@pytest.mark.parametrize("names", [Status, Verdict, Aspect, Function, Word])
def test_every_code_of_the_field_stands_in_the_glossary(names: type) -> None:
    assert {str(name.value) for name in names} <= CODES


def test_what_supply_can_be_stands_in_the_glossary() -> None:
    assert {state.value for state in Supply} <= CODES


def test_every_role_that_a_person_may_have_stands_in_the_glossary() -> None:
    assert set(ROLES) <= CODES


@pytest.mark.parametrize("function", Function)
def test_the_glossary_labels_functions_as_the_interface_does(function: Function) -> None:
    label = functions()[function].label
    assert f"| {label.en} | {label.zh_hans} | `{function}` |" in GLOSSARY


@pytest.mark.parametrize("state", Status)
def test_stages_are_called_in_chinese_as_the_interface_calls_them(state: Status) -> None:
    assert word(f"casework.status.{state}").zh_hans in GLOSSARY


@pytest.mark.parametrize("found", Word)
def test_findings_are_called_as_the_interface_calls_them(found: Word) -> None:
    said = word(f"support.word.{found}")
    assert said.en in GLOSSARY
    assert said.zh_hans in GLOSSARY


def test_no_word_that_shames_reaches_the_interface() -> None:
    texts = [
        *(ROOT / "kithwork" / "catalogue").rglob("*.yaml"),
        *(ROOT / "kithwork").rglob("*.po"),
        *(ROOT / "kithwork").rglob("*.html"),
    ]
    assert len(texts) > 20
    for path in texts:
        assert "贫困生" not in path.read_text(encoding="utf-8"), path
