"""A roster from the school's own file, marks after it, a broken one refused, and all taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.people.models import Mark, Student
from tests.cast import Cast
from tests.engine import DATA

Look = Callable[[str], None]
EXAMPLES = Path(__file__).parents[2] / "docs" / "guide" / "examples"


@pytest.fixture(autouse=True)
def _jobs_at_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def bring(page: Page, path: Path, kind: str, mapping: Path | None = None) -> None:
    page.get_by_label(kind).check()
    page.get_by_label("File", exact=True).set_input_files(path)
    if mapping:
        page.get_by_label("Mapping (if you have one)").set_input_files(mapping)
    page.get_by_role("button", name="Read the file").click()


def test_a_roster_comes_in_and_is_taken_back(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str
) -> None:
    desk = enter(cast.lin)
    before = Student.objects.count()
    page.goto(f"{desk}/students/import/")
    look("start")
    bring(page, EXAMPLES / "roster.csv", "Roster", EXAMPLES / "roster.yaml")
    expect(page.get_by_role("heading", name="What the columns mean")).to_be_visible()
    look("columns")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    look("preview")
    assert Student.objects.count() == before
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="Brought in")).to_be_visible()
    look("done")
    assert Student.objects.count() > before
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The import was taken back.")).to_be_visible()
    assert Student.objects.count() == before


def test_a_broken_file_says_where_and_saves_nothing(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("学号,姓名,出生日期\n1,甲,2012-02-31\n1,乙,2012-03-01\n", "utf-8")
    desk = enter(cast.lin, language="zh-hans")
    page.goto(f"{desk}/students/import/")
    page.get_by_label("文件", exact=True).set_input_files(broken)
    page.get_by_role("button", name="读取文件").click()
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_role("heading", name="暂时无法导入")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="出生日期")).to_be_visible()
    look("faults")
    assert not Student.objects.filter(number="1").exists()


@pytest.mark.real_data
@pytest.mark.parametrize(("stem", "rows"), [("mat", 395), ("por", 649)])
def test_a_public_file_of_pupils_comes_in_by_its_mapping(
    page: Page, enter: Callable[..., str], cast: Cast, stem: str, rows: int
) -> None:
    for code in ("GP", "MS"):
        _school(cast, code)
    desk = enter(cast.lin)
    page.goto(f"{desk}/students/import/")
    mapping = EXAMPLES / f"uci_student_{stem}.yaml"
    page.get_by_label("School").select_option(label="GP")
    bring(page, DATA / f"uci_student_{stem}.csv", "All in one", mapping)
    page.get_by_role("button", name="Check the file").click(timeout=60_000)
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Bring it in").click(timeout=60_000)
    expect(page.get_by_role("heading", name="Brought in")).to_be_visible(timeout=60_000)
    assert Student.objects.filter(school__code__in=["GP", "MS"]).count() == rows
    assert Mark.objects.filter(exam__sitting="end of year").count() == rows


def _school(cast: Cast, code: str) -> None:
    from kithwork.access.actions.organisation import NewSchool, open_school
    from kithwork.access.actions.postings import post
    from kithwork.access.console import OPERATOR
    from kithwork.access.models import School
    from tests.cast import FIRST_DAY

    new = NewSchool(
        code=code, kind=School.Kind.SENIOR_HIGH, name_en=code, name_zh="", calendar="CN"
    )
    school = open_school(school=new, by=OPERATOR)
    post(user=cast.lin, role="worker", school=school, starts_on=FIRST_DAY, by=OPERATOR)
