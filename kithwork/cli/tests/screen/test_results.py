"""`kithwork screen`: the document and the folder, of pupils and of filled-in instruments."""

import csv
import json
import re
from pathlib import Path

import pytest

from kithwork.catalogue.instruments import instruments
from kithwork.cli.tests.screen.conftest import (
    PHQ,
    PUPILS,
    mode_of,
    of_pupils,
    rows_of,
    run,
)
from kithwork.cohort.screening.tests.made import filled

# ── the document and the folder ────────────────────────────────────────────────────────────────


def test_pupils_of_a_mapped_file(pupils: Path) -> None:
    result = of_pupils(pupils, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert set(document) == {"n", "scales", "flags", "needs", "files"}
    assert (document["n"], document["scales"]) == (40, {})
    changes = [30 + 7 * (n % 8) - 40 - 5 * (n % 9) for n in range(40)]
    assert document["needs"]["dropped"] == sum(change < 0 for change in changes)
    alone = sum(change < 0 and n % 5 == 0 for n, change in enumerate(changes))
    assert document["flags"]["dropped_alone"] == alone
    assert document["flags"]["care-prompt.self_care"] == 8
    folder = pupils / "out"
    assert sorted(file.name for file in folder.iterdir()) == document["files"]
    assert json.loads((folder / "screening.json").read_text("utf-8")) == document


def test_needs_stand_with_their_reasons_in_words(pupils: Path) -> None:
    of_pupils(pupils)
    rows = [row for row in rows_of(pupils / "out" / "needs.csv") if row["code"] == "dropped"]
    assert {row["need"] for row in rows} == {"Marks dropped"}
    clear = [row for row in rows if row["severity"] == "2"]
    assert clear
    for row in clear:
        assert row["in words"] == "clear"
        assert re.fullmatch(
            r"Change of percent since the exam before: -\d+ points \(at most -20\)", row["because"]
        )
    alone = rows_of(pupils / "out" / "flags.csv")
    assert any("Age: 14 years" in row["because"] for row in alone)
    assert not any("2012" in row["because"] for row in alone), "a birth date is told as an age"


def test_only_the_key_file_knows_the_schools_numbers(pupils: Path) -> None:
    of_pupils(pupils)
    folder = pupils / "out"
    students = rows_of(folder / "ids.csv")
    assert {row["id in the file"] for row in students} == {f"p{n:03d}" for n in range(40)}
    assert len({row["student"] for row in students}) == 40
    for file in folder.iterdir():
        if file.name != "ids.csv":
            assert re.search(rb"\bp0\d\d\b", file.read_bytes()) is None, file.name
    assert mode_of(folder / "ids.csv") == 0o600
    assert mode_of(folder) == 0o700


def test_pseudonyms_last_with_a_key_and_only_with_it(pupils: Path) -> None:
    key = pupils / "key"
    seen = []
    for number, extra in enumerate([("--key", key), ("--key", key), ()]):
        out = pupils / f"out{number}"
        mapping, file = pupils / "map.yaml", pupils / "pupils.csv"
        assert run(file, "--map", mapping, "--out", out, *extra).exit_code == 0
        seen.append({row["id in the file"]: row["student"] for row in rows_of(out / "ids.csv")})
    assert seen[0] == seen[1]
    assert not set(seen[0].values()) & set(seen[2].values())
    assert mode_of(key) == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text("ascii"))


def test_small_groups_are_hidden_in_tables_and_report(pupils: Path) -> None:
    small = PUPILS + "p900,C,f,50,20,2012-05-05,self\n" + "p901,C,f,50,20,2012-05-05,self\n"
    (pupils / "pupils.csv").write_text(small, "utf-8")
    of_pupils(pupils)
    (sizes, *_) = rows_of(pupils / "out" / "groups-school.csv")
    assert sizes["C"] == "×"
    assert "×" in (sizes["A"], sizes["B"]), "with A and B shown, C would follow"


def test_both_languages(pupils: Path) -> None:
    result = of_pupils(pupils, "--language", "zh-Hans")
    assert result.exit_code == 0, result.stderr
    rows = rows_of(pupils / "out" / "needs.csv")
    assert {row["需要"] for row in rows} >= {"成绩下降"}
    html = (pupils / "out" / "report.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in html
    assert "最常见的需要" in html


def test_the_text_names_needs_and_files(pupils: Path) -> None:
    result = of_pupils(pupils)
    assert "40 students as of 2026-09-01" in result.stdout
    assert "dropped  Marks dropped" in result.stdout
    assert "report.pdf" in result.stdout
    assert "ids.csv: keep it apart" in result.stderr


# ── filled-in instruments ──────────────────────────────────────────────────────────────────────


def test_a_standard_scale_gives_scores_needs_and_alerts(tmp_path: Path) -> None:
    (tmp_path / "phq.csv").write_text(PHQ, "utf-8")
    out = tmp_path / "out"
    result = run(tmp_path / "phq.csv", "--instrument", "phq-9", "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    scores = [sum((n + k) % 4 if n % 3 else 0 for k in range(8)) + int(n == 4) for n in range(12)]
    total = document["scales"]["total"]
    assert (total["n"], total["mean"]) == (12, pytest.approx(sum(scores) / 12))
    assert document["needs"]["N-EMO-1"] == sum(score >= 5 for score in scores)
    assert "alerts.csv" in document["files"]
    alerts = rows_of(out / "alerts.csv")
    assert [(row["level"], row["answer"]) for row in alerts] == [("A2", "9")]
    assert "same school day" in alerts[0]["what to do"]
    assert mode_of(out / "alerts.csv") == 0o600
    assert "1 students gave an answer that asks for a person today" in result.stderr
    assert {row["student"] for row in rows_of(out / "scores.csv")} >= {alerts[0]["student"]}


def test_the_student_support_survey(tmp_path: Path) -> None:
    survey = instruments()["student-support"]
    forms = filled(survey, 60, seed=3)
    with (tmp_path / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *forms.columns])
        cells = zip(*forms.columns.values(), strict=True)
        writer.writerows([f"s{n}", *row] for n, row in enumerate(cells))
    out = tmp_path / "out"
    result = run(
        tmp_path / "survey.csv", "--instrument", "student-support", "--out", out, "--json",
        "--as-of", "2026-09-01",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert set(document["scales"]) >= {"EM", "IS", "IN", "AP", "belonging", "resilience"}
    assert len(document["needs"]) == 46  # all but those that only a person names
    assert document["flags"]["asks_for_a_talk"] > 0
    html = (out / "report.html").read_text("utf-8")
    assert "unvalidated" in html
    assert "large gap" in html


def test_answers_stand_in_a_mapped_file(tmp_path: Path) -> None:
    """Words of the file's own, columns of its own names, and groups beside them."""
    words = ["never", "some days", "half", "daily"]
    lines = ["number,class," + ",".join(f"q{item}" for item in range(1, 8))]
    for n in range(30):
        answers = [words[(n + item) % 4] if n else "" for item in range(7)]
        lines.append(f"p{n:03d},{'xy'[n % 2]},{','.join(answers)}")
    (tmp_path / "gad.csv").write_text("\n".join(lines) + "\n", "utf-8")
    items = ", ".join(f'"{item}": q{item}' for item in range(1, 8))
    values = ", ".join(f"{word}: {value}" for value, word in enumerate(words))
    (tmp_path / "gad.yaml").write_text(
        "mapping: made\nversion: 1\nkind: answers\nid: {column: number}\nclass: {column: class}\n"
        f"answers: {{instrument: gad-7, items: {{{items}}}, values: {{{values}}}}}\n"
        "groups: [class]\n",
        "utf-8",
    )
    out = tmp_path / "out"
    result = run(tmp_path / "gad.csv", "--map", tmp_path / "gad.yaml", "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    totals = [sum((n + item) % 4 for item in range(7)) for n in range(1, 30)]
    assert document["scales"]["total"]["n"] == 29
    assert document["scales"]["total"]["mean"] == pytest.approx(sum(totals) / 29)
    assert document["needs"]["N-EMO-2"] == sum(total >= 5 for total in totals)
    assert "groups-class.csv" in document["files"]


def test_forms_that_were_filled_in_very_fast_are_flagged(tmp_path: Path) -> None:
    lines = PHQ.splitlines()
    timed = [
        f"{lines[0]},seconds",
        *(f"{line},{3 if n < 6 else 90}" for n, line in enumerate(lines[1:])),
    ]
    (tmp_path / "phq.csv").write_text("\n".join(timed) + "\n", "utf-8")
    out = tmp_path / "out"
    result = run(tmp_path / "phq.csv", "--instrument", "phq-9", "--out", out, "--json")
    assert json.loads(result.stdout)["flags"]["too_fast"] == 6
    fast = [row for row in rows_of(out / "flags.csv") if row["flag"] == "too_fast"]
    assert {row["list"] for row in fast} == {"answered very fast"}
    assert {row["because"] for row in fast} == {""}
