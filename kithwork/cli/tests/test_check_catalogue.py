"""`kithwork check-catalogue` on the catalogue as it stands."""

import json

from click.testing import CliRunner

from kithwork.catalogue.checking import Checked
from kithwork.catalogue.checking import check_catalogue as checked
from kithwork.catalogue.reading import CatalogueError, Place
from kithwork.cli.check_catalogue import check_catalogue
from kithwork.core.reasons import Reason


def test_it_prints_one_json_document() -> None:
    result = CliRunner().invoke(check_catalogue, ["--json"])
    document = json.loads(result.stdout)
    assert document["entries"] == checked().counts
    assert len(document["errors"]) == len(checked().errors)


def test_it_prints_a_line_for_each_kind() -> None:
    result = CliRunner().invoke(check_catalogue)
    assert len(result.stdout.splitlines()) == len(checked().counts)
    assert f"facts: {checked().counts['facts']}" in result.stdout.splitlines()


def test_a_fault_is_told_on_standard_error_and_ends_with_2(monkeypatch) -> None:
    error = CatalogueError(Place("needs/aca.yaml", 12, "id"), Reason("catalogue.empty"))
    monkeypatch.setattr(
        "kithwork.cli.check_catalogue.checked", lambda: Checked({"facts": 3}, (error,))
    )
    result = CliRunner().invoke(check_catalogue, ["--json"])
    assert result.exit_code == 2
    assert "needs/aca.yaml, line 12, id: the text is empty" in result.stderr
    assert json.loads(result.stdout)["errors"] == [
        {"file": "needs/aca.yaml", "line": 12, "key": "id", "message": "the text is empty"}
    ]


def test_without_a_fault_it_ends_with_0(monkeypatch) -> None:
    monkeypatch.setattr("kithwork.cli.check_catalogue.checked", lambda: Checked({"facts": 3}, ()))
    result = CliRunner().invoke(check_catalogue)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "facts: 3\n", "")
