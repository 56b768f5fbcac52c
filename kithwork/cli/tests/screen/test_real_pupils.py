"""`kithwork screen` on the public pupils of ../shared/data."""

import json
from pathlib import Path

import pytest

from kithwork.cli.tests.screen.conftest import (
    DATA,
    GUIDE,
    rows_of,
    run,
)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "n", "schools", "passed", "behind", "no_help", "listed"),
    [
        ("mat", 395, {"GP": "349", "MS": "46"}, 67.09, 130, 101, 5),
        ("por", 649, {"GP": "423", "MS": "226"}, 84.59, 100, 226, 8),
    ],
)
def test_real_pupils(
    tmp_path: Path,
    name: str,
    n: int,
    schools: dict[str, str],
    passed: float,
    behind: int,
    no_help: int,
    listed: int,
) -> None:
    """Figures of docs/guide/screening.md, where they are derived by hand."""
    out = tmp_path / "out"
    file, mapping = DATA / f"uci_student_{name}.csv", GUIDE / f"uci_student_{name}.yaml"
    result = run(file, "--map", mapping, "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["n"] == n
    assert document["needs"]["falls_behind"] == behind
    assert document["needs"]["no_extra_help_known"] == no_help
    assert round(100 * (n - behind) / n, 2) == passed
    assert document["flags"]["rural_girls_behind_without_help"] == listed
    (sizes, *_) = rows_of(out / "groups-school.csv")
    assert {school: sizes[school] for school in schools} == schools
    girls = [row for row in rows_of(out / "flags.csv") if row["flag"].startswith("rural_girls")]
    assert len(girls) == listed
    for row in girls:
        for fact in ("Sex: female", "in the countryside", "(below 50)", "at school: no"):
            assert fact in row["because"]
    html = (out / "report.html").read_text("utf-8")
    assert "Left-behind status is unknown for all" in html
    assert html.count("not asked") >= 16
    assert f"{max(behind, no_help)} of {n} students" in html
