"""The packs' consent policies are read whole, and every reason of a verdict has its words."""

import datetime as dt
import re
from pathlib import Path

import pytest

import kithwork.core.consent as consent_package
from kithwork.catalogue.consent import (
    BASES,
    consent_entries,
    consent_policy,
    consent_rules,
    purpose_entries,
    read_consent,
    read_rules,
    script_for,
)
from kithwork.catalogue.jurisdictions import packs
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.core.consent import ChildPart, DecisionKind, GuardianPart, Refusal, Standing
from kithwork.core.reasons import Reason

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("jurisdiction", ["CN", "EU", "UK", "US"])
def test_every_pack_has_a_policy_for_every_purpose(jurisdiction: str) -> None:
    policy = consent_policy(jurisdiction, TODAY)
    assert [purpose.code for purpose in policy.purposes] == list(purpose_entries())
    assert policy.valid_months == 12


def test_every_policy_is_marked_until_a_lawyer_has_checked_it() -> None:
    statuses = {one.entry.status for code in packs() for one in consent_entries(code)}
    assert statuses == {"unconfirmed"}


def test_ages_of_the_chinese_policy() -> None:
    policy = consent_policy("CN", TODAY)
    parts = [(band.from_age, band.guardian, band.child, band.refusal) for band in policy.bands]
    assert parts == [
        (0, GuardianPart.REQUIRED, ChildPart.NONE, Refusal.HEARD),
        (8, GuardianPart.REQUIRED, ChildPart.ASSENT, Refusal.HEARD),
        (14, GuardianPart.REQUIRED, ChildPart.CONSENT, Refusal.RESPECTED),
        (18, GuardianPart.NONE, ChildPart.CONSENT, Refusal.RESPECTED),
    ]
    assert (policy.renew_at, policy.self_supporting_from) == ((8, 14, 18), 16)


def test_only_the_safeguarding_lead_waives_a_guardian() -> None:
    assert consent_rules().deciders[DecisionKind.GUARDIAN_WAIVED] == {"safeguard"}


def test_protection_stands_in_for_casework_alone() -> None:
    assert [code for code, one in purpose_entries().items() if one.is_protective] == ["casework"]
    assert purpose_entries()["publicity"].needs_approval


def test_law_before_its_time_is_no_law() -> None:
    with pytest.raises(ValueError, match="no consent policy"):
        consent_policy("CN", dt.date(2021, 10, 31))


@pytest.mark.parametrize(
    ("reader", "age", "script"),
    [
        ("student", 6, "script.child"),
        ("student", 11, "script.child"),
        ("student", 12, "script.youth"),
        ("guardian", 40, "script.guardian"),
    ],
)
def test_text_to_read_aloud_follows_the_age(reader: str, age: int, script: str) -> None:
    assert script_for(reader, age).entry.id == script


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_code_of_the_verdicts_has_words(language: str) -> None:
    source = "".join(path.read_text() for path in Path(consent_package.__path__[0]).glob("*.py"))
    codes = set(re.findall(r'"(consent\.[a-z_.]+)"', source))
    codes |= {f"consent.missing.{what}" for what in ("read_aloud", "understood", "verified")}
    codes |= {"consent.missing.witness", "consent.missing.assent", "consent.missing.consent"}
    codes |= {f"consent.standing.{standing}" for standing in Standing}
    codes |= {f"consent.basis.{basis}" for basis in BASES}
    assert len(codes) > 30
    for code in codes:
        said = Reason.of(code, age=14, months=12, given=TODAY)
        assert say(said, language, signer="consent.signer.student", end="consent.end.birthday")


def changed(jurisdiction: str, old: str, new: str) -> str:
    path = Path(__file__).parents[1] / f"jurisdictions/{jurisdiction}/consent.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("from_age: 8", "from_age: 15", "begin at 0 and rise"),
        ("casework: separate_consent", "casework: because_we_can", "because_we_can"),
        ("publicity: separate_consent\n", "publicity2: separate_consent\n", "publicity"),
        ("to: null", "to: 2020-01-01", "ends before it begins"),
        ("guardian: none", "guardian: perhaps", "perhaps"),
    ],
)
def test_broken_policy_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    node = parse(changed("CN", old, new), file="CN/consent.yaml")
    entry = node.pairs()["entries"].items()[0]
    head = {key: one for key, one in node.pairs().items() if key != "entries"}
    whole = type(node)(entry.place, head | entry.pairs())
    with pytest.raises(CatalogueError, match=message) as refused:
        read_consent(whole, "CN")
    assert "CN/consent.yaml, line" in str(refused.value)


def test_witnessed_method_is_one_of_the_methods() -> None:
    path = Path(__file__).parents[1] / "consent/rules.yaml"
    text = path.read_text(encoding="utf-8").replace("[verbal, remote]", "[verbal, telepathy]")
    with pytest.raises(CatalogueError, match="telepathy"):
        read_rules(parse(text, file="consent/rules.yaml"))
