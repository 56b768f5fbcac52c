"""Goals, plan and agreement in the stories: in her words, counted, staged, and agreed."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


@dataclass(frozen=True)
class Goal:
    """A goal as it is counted: from today's number, step by step, to the expected one."""

    words: str
    statement: str
    need: str
    unit: str
    today: str
    expected: str
    step: str
    until: str


def set_goal(page: Page, address: str, goal: Goal) -> None:
    """Write a goal, and take the five levels that are proposed from its numbers."""
    page.goto(f"{address}/goals/")
    follow(page, "Write the first goal")
    page.get_by_label("In the student’s own words").fill(goal.words)
    page.get_by_label("The goal in one sentence").fill(goal.statement)
    page.locator("label", has_text=goal.need).click()
    page.get_by_label("Until when?").fill(goal.until)
    page.get_by_label("What is counted?").fill(goal.unit)
    page.get_by_label("Today", exact=True).fill(goal.today)
    page.get_by_label("Expected", exact=True).fill(goal.expected)
    page.get_by_label("One step", exact=True).fill(goal.step)
    page.get_by_role("button", name="Propose the five levels").click()
    expect(page.get_by_label("0 · as expected")).to_have_value(f"{goal.expected} {goal.unit}")
    press(page, "Save", exact=True)
    expect(page.get_by_text("stands here")).to_be_visible()


def begin_plan(page: Page, address: str, *, preset: str) -> None:
    page.goto(f"{address}/plan/")
    follow(page, "Begin the plan")
    page.locator("label", has_text=preset).click()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="1 · ")).to_be_visible()


def agree_on_plan(page: Page, *, words: str) -> None:
    """Note that she agreed, in her own words."""
    page.get_by_label("Whose signature").select_option("client")
    page.get_by_label("How it was signed").select_option("verbal")
    page.get_by_label("Note", exact=True).fill(words)
    press(page, "Note the signature")
    expect(page.get_by_text(words)).to_be_visible()


def approve_plan(page: Page, address: str) -> None:
    """As the supervisor, from the plan itself."""
    page.goto(f"{address}/plan/")
    page.get_by_label("Whose signature").select_option("supervisor")
    press(page, "Note the signature")
