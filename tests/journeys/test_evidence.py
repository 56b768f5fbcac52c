"""Evidence: a table of one's own, a method, figures with their limits, and the code for them."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from kithwork.cli.group import kithwork
from kithwork.documents.models import WorkFile
from kithwork.documents.tests.test_campaign_quality import FEWEST, answered
from kithwork.documents.workbench.tests.tried import SLEEP, answers, staggered
from tests.cast import Cast

Look = Callable[[str], None]


def load(page: Page, content: bytes, *, name: str = "table.csv") -> None:
    page.get_by_label("File").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Load the file").click()
    expect(page.get_by_role("heading", name="Your file")).to_be_visible()


def test_a_multiple_baseline_from_the_file_to_the_code(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str, tmp_path: Path
) -> None:
    page.goto(f"{enter(cast.bai)}/")
    page.get_by_role("link", name="Evidence").first.click()
    look("empty")
    load(page, staggered())
    look("file")
    page.get_by_role("link", name="Single cases").click()
    expect(page.get_by_label("Case", exact=True)).to_have_value("case")
    expect(page.get_by_label("Value", exact=True)).to_have_value("outcome")
    page.get_by_label("Better means").select_option(label="a higher value")
    page.get_by_text("Which rows, and what means missing").click()
    page.get_by_label("Only rows where").select_option("measure")
    page.get_by_label("holds").fill("quality")
    look("columns")
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("heading", name="What was found")).to_be_visible()
    expect(page.get_by_role("img").first).to_be_visible()
    page.get_by_text("One by one", exact=True).click()
    expect(page.get_by_role("table", name="Writer 4")).to_contain_text("NAP")
    look("single-cases")
    for kind in ("Word", "Figures (CSV)", "Chart (SVG)", "Python"):
        with page.expect_download() as caught:
            page.get_by_role("link", name=kind).click()
        assert Path(caught.value.path()).stat().st_size > 500
    command = page.get_by_role("region", name="On the command line").inner_text()
    (tmp_path / "data.csv").write_bytes(staggered())
    words = shlex.split(command)[1:]
    words[1] = str(tmp_path / "data.csv")
    assert CliRunner().invoke(kithwork, words).exit_code == 0
    assert "/" not in page.url.split("/evidence/")[1].removesuffix("singlecase/")
    page.get_by_role("link", name="Evidence").first.click()
    page.get_by_role("button", name="Remove the file now").click()
    expect(page.get_by_text("were erased")).to_be_visible()
    assert not WorkFile.objects.exists()


def test_the_sleep_of_ten_people_in_chinese_and_dark(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, size: str
) -> None:
    page.goto(f"{enter(cast.bai)}/evidence/")
    load(page, SLEEP)
    page.get_by_role("link", name="Before and after").click()
    page.get_by_label("Before").select_option("first")
    page.get_by_label("After").select_option("second")
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_text("4.062").first).to_be_visible()
    expect(page.get_by_text("0.002833")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="前后测比较")).to_be_visible()
    look("paired-zh-dark")
    page.get_by_role("link", name="证据").first.click()
    look("file-zh-dark")


@pytest.mark.usefixtures("size")
def test_what_is_wrong_stands_beside_what_was_chosen(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look
) -> None:
    page.goto(f"{enter(cast.lin)}/evidence/")
    load(page, answers())
    page.get_by_role("link", name="Reliability").click()
    expect(page.get_by_role("group", name="Questions").get_by_label("q5")).to_be_checked()
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_text("What you chose is still here")).to_be_visible()
    look("refused")
    page.get_by_label("Texts that mean missing").fill("–")
    page.get_by_role("group", name="To reverse").get_by_label("q3").check()
    page.get_by_label("Lowest answer").fill("1")
    page.get_by_label("Highest answer").fill("5")
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("heading", name="What was found")).to_be_visible()
    look("reliability")


@pytest.mark.usefixtures("size")
def test_how_well_the_questionnaire_of_a_campaign_measured(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look
) -> None:
    campaign = answered(cast, FEWEST + 10)
    address = enter(cast.lin)
    page.goto(f"{address}/ask/{campaign.uid}/quality/")
    expect(page.get_by_role("columnheader", name="Alpha", exact=True)).to_be_visible()
    look("quality")
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="问卷质量", exact=True)).to_be_visible()
    look("quality-zh-dark")
