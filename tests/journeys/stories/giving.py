"""What a school gives in the stories: a programme, who receives it, a policy read by the clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


@dataclass(frozen=True)
class Given:
    """A programme or service as its office writes it down; money only where it gives some."""

    sort: str
    kind: str
    name: str
    source: str
    functions: Sequence[str]
    left_out: str
    written: str
    amount: str = ""


def record(page: Page, one: Given) -> None:
    """Write down what is given, for which support, and who is left out."""
    follow(page, "Give", exact=True)
    follow(page, one.sort, exact=True)
    page.get_by_label("Kind").select_option(label=one.kind)
    page.get_by_label("What it is called here").fill(one.name)
    page.get_by_label("Who gives it").select_option(label=one.source)
    for function in one.functions:
        page.get_by_role("checkbox", name=function).check()
    page.get_by_label("Who is left out").fill(one.left_out)
    if one.amount:
        page.get_by_label("Amount", exact=True).fill(one.amount)
    page.get_by_label("Where this is written").fill(one.written)
    press(page, "Save", exact=True)
    expect(page.get_by_role("link", name=one.name)).to_be_visible()


def award(page: Page, *, name: str, numbers: Sequence[str], decision: str) -> None:
    """From what is given to one programme: who receives it, as copied from a list."""
    follow(page, name)
    follow(page, "Who receives it")
    page.get_by_label("Student numbers").fill("\n".join(numbers))
    page.get_by_label("By which decision").fill(decision)
    press(page, "Save", exact=True)
    received = page.get_by_role("region", name="Who receives it now")
    expect(received.locator("tbody tr")).to_have_count(len(numbers))


def read_policy(page: Page, *, title: str, clause: str, gist: str, left_out: str) -> None:
    """Read one clause of a policy: it gives no support of any kind."""
    follow(page, "Give", exact=True)
    follow(page, "Policies, clause by clause")
    follow(page, "Document")
    page.get_by_label("Title").fill(title)
    page.get_by_label("In force from").fill("2026-09-01")
    press(page, "Save", exact=True)
    follow(page, title)
    follow(page, "Read a clause")
    page.get_by_label("Clause", exact=True).fill(clause)
    page.get_by_label("What it says, in short").fill(gist)
    page.get_by_label("Who is left out").fill(left_out)
    press(page, "Save", exact=True)
    expect(page.get_by_role("row").filter(has_text=clause)).to_contain_text("no support")
