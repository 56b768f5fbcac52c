"""Answers collected elsewhere: a fault is named by row and column; then they come in, or go."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.safety.models import Alert
from kithwork.surveys.models import Administration
from tests.cast import Cast

Look = Callable[[str], None]
HEAD = "student,day,1,2,3,4,5,6,7,8,9\n"


@pytest.fixture(autouse=True)
def _jobs_at_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def answers(folder: Path, *rows: str) -> Path:
    path = folder / "answers.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return path


def read(page: Page, desk: str, path: Path) -> None:
    page.goto(f"{desk}/ask/file/")
    page.get_by_label("Questionnaire").select_option("phq-9")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="What the columns mean")).to_be_visible()
    page.get_by_label("student's number").select_option("student")
    page.get_by_label("day of the form").select_option("day")


def test_answers_come_in_from_a_file_with_a_name_for_whoever_speaks(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str, tmp_path: Path
) -> None:
    desk = enter(cast.lin)
    read(page, desk, answers(tmp_path, "20260001,2026-11-02,1,1,1,9,1,1,1,1,0"))
    look("columns")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="This cannot be brought in yet")).to_be_visible()
    fault = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2"))
    expect(fault).to_contain_text("4")
    look("faults")
    assert not Administration.objects.exists()

    rows = ("20260001,2026-11-02,1,1,1,0,1,1,1,1,0", "20260002,2026-11-02,0,0,0,0,0,0,0,0,2")
    read(page, desk, answers(tmp_path, *rows))
    page.get_by_label("Who speaks with a student").select_option(label="何岚")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("New: 2.")).to_be_visible()
    expect(page.get_by_text("何岚 is told at once")).to_be_visible()
    look("preview")
    assert not Administration.objects.exists()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="The answers are saved")).to_be_visible()
    look("saved")
    assert Administration.objects.count() == 2
    assert Alert.objects.get().speaker == cast.he

    page.get_by_role("link", name="Bring in another file").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("that somebody speak with a student")).to_be_visible()
    assert Administration.objects.count() == 2  # what asks for a talk is a fact


def test_answers_that_ask_for_nothing_are_taken_back(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str, tmp_path: Path
) -> None:
    desk = enter(cast.lin)
    read(page, desk, answers(tmp_path, "20260001,2026-11-02,1,1,1,0,1,1,1,1,0"))
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="The answers are saved")).to_be_visible()
    page.goto(f"{desk}/ask/file/")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The answers of this file were removed.")).to_be_visible()
    look("taken-back")
    assert not Administration.objects.exists()
