"""`kithwork singlecase`: the document, its reference figures, the chart, and what is refused."""

import json
import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.singlecase import singlecase

DATA = Path(__file__).parents[4] / "shared" / "data"
PARKER = ((20, 20, 26, 25, 22, 23), (28, 25, 24, 27, 30, 30, 29))
COLUMNS = ("--case", "case", "--phase", "phase", "--time", "time", "--value", "value")
ASKED = (*COLUMNS, "--improvement", "increase")
INDICES = (
    *("pnd", "pem", "pand_sort", "pand_minimum", "ird", "nap", "tau", "tau_u_parker"),
    *("tau_u_complete", "tau_bc", "tau_bc_kendall", "lrr_increasing", "lrr_decreasing"),
    *("smd_baseline", "smd_pooled", "lrm"),
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def rows(name: str, *phases: tuple[str, tuple[object, ...]]) -> str:
    lines, time = "", 0
    for phase, values in phases:
        for value in values:
            time += 1
            lines += f"{name},{phase},{time},{'' if value is None else value}\n"
    return lines


def file_of(*cases: str) -> str:
    return "case,phase,time,value\n" + "".join(cases)


ONE = file_of(rows("Lin", ("A", PARKER[0]), ("B", PARKER[1])))


def run(*arguments: str, given: str = ONE) -> Result:
    return CliRunner().invoke(singlecase, ["-", *arguments], input=given)


def document(*arguments: str, given: str = ONE) -> dict:
    result = run(*ASKED, "--json", *arguments, given=given)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout, parse_constant=lambda name: pytest.fail(name))


def test_every_index_has_its_place_error_and_interval() -> None:
    found = document()
    assert list(found) == ["cases", "between_case", "notes"]
    case = found["cases"]["Lin"]
    for name in INDICES:
        assert {"est", "se", "ci", "variant", "says"} <= set(case[name])
    assert {"level", "trend", "variability", "immediacy"} <= set(case)
    nap = case["nap"]
    assert nap["est"] == pytest.approx(0.916667, abs=5e-7)
    assert nap["se"] == pytest.approx(0.06900656, abs=5e-9)
    assert nap["ci"] == pytest.approx([0.5973, 0.9860], abs=5e-5)
    expected = {
        "pnd": 5 / 7,
        "pand_sort": 11 / 13,
        "pand_minimum": 11 / 13,
        "pem": 1,
        "ird": 0.690476,
        "tau": 0.833333,
        "tau_u_parker": 0.738095,
        "tau_bc": 0.285714,
        "tau_bc_kendall": 0.211014,
        "smd_baseline": 1.649932,
        "smd_pooled": 1.876247,
    }
    for name, value in expected.items():
        assert case[name]["est"] == pytest.approx(value, abs=5e-7), name


def test_falling_is_good() -> None:
    fallen = file_of(rows("Lin", ("A", (5, 4, 5, 4, 5)), ("B", (1, 0, 1, 0, 0))))
    asked = (*COLUMNS, "--improvement", "decrease", "--json")
    case = json.loads(run(*asked, given=fallen).stdout)["cases"]["Lin"]
    assert case["nap"]["est"] == case["pnd"]["est"] == 1
    assert case["lrr_decreasing"]["est"] < 0 < case["lrr_increasing"]["est"]
    assert case["level"]["change"] == pytest.approx(-4.2)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "where", "delta", "variance", "df"),
    [
        ("saddler", ("--where", "measure=writing quality"), 1.963073, 0.33491289, 8.918146),
        ("laski", (), 1.388385, 0.10050132, 13.100415),
    ],
)
def test_published_studies(
    name: str, where: tuple[str, ...], delta: float, variance: float, df: float
) -> None:
    columns = ("--case", "case", "--phase", "treatment", "--time", "time", "--value", "outcome")
    asked = (str(DATA / f"{name}.csv"), *columns, "--improvement", "increase", *where, "--json")
    result = CliRunner().invoke(singlecase, asked)
    found = json.loads(result.stdout)
    together = found["between_case"]
    assert together["delta"] == pytest.approx(delta, abs=5e-7)
    assert together["variance"] == pytest.approx(variance, abs=5e-9)
    assert together["df"] == pytest.approx(df, abs=5e-7)
    assert all(0.5 < case["nap"]["est"] <= 1 for case in found["cases"].values())


@pytest.mark.real_data
def test_three_measures_of_one_case_and_time_are_refused() -> None:
    columns = ("--case", "case", "--phase", "treatment", "--time", "time", "--value", "outcome")
    asked = (str(DATA / "saddler.csv"), *columns, "--improvement", "increase")
    result = CliRunner().invoke(singlecase, asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "saddler.csv, row 9, column time: this case has a session at this time" in result.stderr


def test_a_case_that_cannot_be_computed_is_null_with_its_reason() -> None:
    given = file_of(
        rows("short", ("A", (3, 4)), ("B", (5, 6, 7))),
        rows("constant", ("A", (4, 4, 4)), ("B", (4, 4, 4))),
        rows("alone", ("A", (1, 2, 3))),
        rows("empty", ("A", (None, None, None)), ("B", (5, 6, 7))),
        rows("one", ("A", (3, 4, 5)), ("B", (6,))),
        rows("fine", ("A", (1, 2, 1, 2)), ("B", (5, None, 6, 5))),
    )
    cases = document(given=given)["cases"]
    for name in ("short", "alone", "empty", "one"):
        for index in INDICES:
            assert cases[name][index]["est"] is None
            assert "no statistic" in cases[name][index]["says"]
        assert "too few points" in cases[name]["says"][0]
    constant = cases["constant"]
    assert constant["nap"]["est"] == 0.5
    assert constant["tau_bc_kendall"]["est"] is constant["smd_baseline"]["est"] is None
    assert "do not vary" in constant["smd_baseline"]["says"]
    assert cases["fine"]["nap"]["est"] == 1
    assert cases["fine"]["missing"] == {"a": 0, "b": 1}
    assert any("no value" in note for note in cases["fine"]["notes"])


def test_uneven_sessions_are_used_as_they_stand_and_said() -> None:
    uneven = "case,phase,time,value\n" + "".join(
        f"Lin,{phase},{time},{value}\n"
        for phase, time, value in [
            ("A", 1, 1), ("A", 2, 2), ("A", 5, 5), ("B", 6, 9), ("B", 9, 9), ("B", 10, 9),
        ]
    )  # fmt: skip
    case = document(given=uneven)["cases"]["Lin"]
    assert case["trend"]["a"] == 1
    assert any("uneven" in note for note in case["notes"])


def test_phases_are_named_or_two() -> None:
    three = file_of(rows("Lin", ("base", (1, 2, 1)), ("work", (4, 5, 4)), ("after", (8, 9, 8))))
    refused = run(*ASKED, given=three)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "3 phases (base, work, after)" in refused.stderr
    work = document("--phases", "base,work", given=three)["cases"]["Lin"]
    after = document("--phases", "base,after", given=three)["cases"]["Lin"]
    assert (work["level"]["b"], after["level"]["b"]) == (
        pytest.approx(13 / 3),
        pytest.approx(25 / 3),
    )
    for wrong in ("base", "base,play", "base,base"):
        assert run(*ASKED, "--phases", wrong, given=three).exit_code == 2
    turned = run(*ASKED, "--phases", "work,base", given=three)
    assert turned.exit_code == 2
    assert "begins with “base”" in turned.stderr


def test_phases_that_come_back_are_compared_together() -> None:
    named = (("A1", (1, 2, 1)), ("B1", (5, 6, 5)), ("A2", (2, 1, 2)), ("B2", (6, 7, 6)))
    apart = document("--phases", "A1,B1,A2,B2", given=file_of(rows("Lin", *named)))
    plain = tuple((name[0], values) for name, values in named)
    alike = document(given=file_of(rows("Lin", *plain)))
    for found in (apart, alike):
        case = found["cases"]["Lin"]
        assert case["nap"]["est"] == 1
        assert case["tau_bc"]["est"] is case["dual_criterion"] is case["tau_u_forms"] is None
        assert list(case["consistency"].values()) == [1, 1]


def test_scale_goal_and_correction_are_asked_for() -> None:
    case = document("--scale", "percentage", "--goal", "40", "--correct", "never")["cases"]["Lin"]
    assert case["pogo"]["est"] == pytest.approx(28.2967, abs=5e-5)
    assert case["lor"]["est"] > 0
    assert case["tau_bc"]["est"] == pytest.approx(35 / 42)
    assert {"lor", "pogo"} & set(document()["cases"]["Lin"]) == set()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (ONE.replace("A,3,26", "A,3,x"), "row 4, column value: this is no number"),
        (ONE.replace("A,3,26", "A,,26"), "row 4, column time: a value is needed here"),
        (ONE.replace("A,3,26", ",3,26"), "row 4, column phase: a value is needed here"),
        (ONE.replace("A,3,26", "A,2,26"), "row 4, column time: this case has a session"),
        (ONE.replace("value", "score"), "column value: the file has no such column"),
        ("case,phase,time,value\nLin,A,1,\nLin,B,2,\n", "column value: no row has a value"),
    ],
)
def test_bad_input_ends_with_two_and_writes_nothing(given: str, said: str, tmp_path: Path) -> None:
    target = tmp_path / "chart.svg"
    result = run(*ASKED, "--json", "--plot", str(target), given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"standard input, {said}" in result.stderr
    assert not target.exists()


def test_the_chart_is_written(tmp_path: Path) -> None:
    target = tmp_path / "chart.svg"
    document("--plot", str(target))
    svg = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}circle"))) == 13
    plain = target.read_text(encoding="utf-8")
    document("--plot", str(target), "--band")
    assert target.read_text(encoding="utf-8").count("<rect") > plain.count("<rect")
    refused = run(*ASKED, "--plot", str(tmp_path / "nowhere" / "chart.svg"))
    assert refused.exit_code == 2
    assert "cannot be written" in refused.stderr


def test_spss_labels_name_cases_and_phases(tmp_path: Path) -> None:
    from pandas import DataFrame
    from pyreadstat import write_sav

    values = (*PARKER[0], *PARKER[1], 99)
    phases = [1.0] * 6 + [2.0] * 8
    columns = {"case": [1.0] * 14, "phase": phases, "time": range(14), "value": values}
    write_sav(
        DataFrame({name: list(map(float, part)) for name, part in columns.items()}),
        tmp_path / "one.sav",
        variable_value_labels={"case": {1: "Lin"}, "phase": {1: "before", 2: "since"}},
        missing_ranges={"value": [99]},
    )
    asked = (str(tmp_path / "one.sav"), *ASKED, "--phases", "before,since", "--json")
    result = CliRunner().invoke(singlecase, asked)
    case = json.loads(result.stdout)["cases"]["Lin"]
    assert case["nap"]["est"] == pytest.approx(0.916667, abs=5e-7)
    assert case["missing"] == {"a": 0, "b": 1}
    assert "1 value that the file declares as missing" in result.stderr


def test_a_table_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    text = run(*ASKED).stdout
    assert "NAP 0.92, 95% interval 0.60 to 0.99" in text
    assert "one AB series alone cannot show a cause" in text
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "95% 置信区间 0.60 至 0.99" in run(*ASKED).stdout


def test_no_number_is_a_nan() -> None:
    given = file_of(rows("zero", ("A", (0, 0, 0, 0)), ("B", (0, 0, 1, 0))))

    def numbers(part: object) -> list[float]:
        if isinstance(part, dict):
            return [n for value in part.values() for n in numbers(value)]
        if isinstance(part, list):
            return [n for value in part for n in numbers(value)]
        return [part] if isinstance(part, float) else []

    assert all(map(math.isfinite, numbers(document(given=given))))
