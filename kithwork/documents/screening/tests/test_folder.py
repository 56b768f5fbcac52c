"""A folder is written whole or not at all."""

from pathlib import Path

import pytest

from kithwork.documents.screening import folder as folders
from kithwork.documents.screening.folder import FolderError, Written, check_folder, write_folder
from kithwork.documents.screening.page import Page
from kithwork.documents.screening.tests.test_report import RULES, marks_only, told


def written() -> Written:
    screening = marks_only(20)
    names = tuple(f"N{place:02d}" for place in range(20))
    return Written(Page(screening, RULES, "en"), told(screening, "en"), names)


def quiet(name: str) -> None:
    """Progress that nobody watches."""


def test_a_failure_on_the_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OSError("the disk is full")

    monkeypatch.setattr(folders, "to_pdf", fail)
    with pytest.raises(OSError, match="disk"):
        write_folder(tmp_path / "out", written(), {}, replace=False, step=quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_earlier_screening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_folder(out, written(), {}, replace=False, step=quiet)
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    def fail(*_: object) -> bytes:
        raise OSError("the disk is full")

    monkeypatch.setattr(folders, "to_docx", fail)
    with pytest.raises(OSError, match="disk"):
        write_folder(out, written(), {}, replace=True, step=quiet)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_every_file_is_told_as_it_is_made(tmp_path: Path) -> None:
    steps: list[str] = []
    names = write_folder(tmp_path / "out", written(), {}, replace=False, step=steps.append)
    assert {"needs.csv", "report.pdf"} <= set(steps) <= set(names)
    assert set(names) == {file.name for file in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda out: out.write_text("a file"), "not_a_folder"),
        (lambda out: (out.mkdir(), (out / "letter").touch()), "not_ours"),
        (lambda out: (out.mkdir(), (out / "screening.json").touch()), "not_empty"),
        (lambda out: out.symlink_to(out.parent), "not_a_folder"),
    ],
)
def test_a_target_that_is_taken_is_refused(tmp_path: Path, make, code: str) -> None:
    make(tmp_path / "out")
    with pytest.raises(FolderError) as caught:
        check_folder(tmp_path / "out", replace=False)
    assert caught.value.reason.code == f"screening.folder.{code}"


def test_a_target_without_a_folder_above_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as caught:
        check_folder(tmp_path / "none" / "out", replace=False)
    assert caught.value.reason.code == "screening.folder.no_parent"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert "needs.csv" in write_folder(tmp_path / "out", written(), {}, replace=False, step=quiet)
