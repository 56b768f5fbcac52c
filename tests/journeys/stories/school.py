"""The school in the stories: its year and terms, its roster and marks from files of its own."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.stories.hand import follow, press


def open_year(page: Page, *, label: str, first: str, last: str) -> None:
    """From the empty list of students to a school year."""
    follow(page, "Students", exact=True)
    follow(page, "School years")
    follow(page, "Open a school year")
    page.get_by_label("What the school calls it").fill(label)
    page.get_by_label("First day").fill(first)
    page.get_by_label("Last day").fill(last)
    press(page, "Open it")
    expect(page.get_by_role("heading", name=label)).to_be_visible()


def add_term(page: Page, *, year: str, first: str, last: str) -> None:
    follow(page, f"Add a term {year}")
    page.get_by_label("First day of lessons").fill(first)
    page.get_by_label("Last day of lessons").fill(last)
    press(page, "Save")
    expect(page.get_by_role("link", name=f"Add a term {year}")).to_be_visible()


def bring_in(
    page: Page, address: str, *, path: Path, kind: str, mapping: Path | None = None
) -> None:
    """Bring a file in, by its mapping or as its columns are read; look at the preview first."""
    page.goto(f"{address}/students/import/")
    page.get_by_label(kind).check()
    page.get_by_label("File", exact=True).set_input_files(path)
    if mapping:
        page.get_by_label("Mapping (if you have one)").set_input_files(mapping)
    press(page, "Read the file")
    press(page, "Check the file")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    press(page, "Bring it in")
    expect(page.get_by_role("heading", name="Brought in")).to_be_visible()


def find(page: Page, initials: str, name: str) -> None:
    """From any page to a student, by the keyboard alone."""
    page.keyboard.press("/")
    page.keyboard.type(initials)
    expect(page.locator("#kw-found").get_by_role("link")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def accompany(page: Page) -> None:
    press(page, "I accompany this student")
    expect(page.get_by_role("link", name="Add or change").first).to_be_visible()


def mother_away(page: Page, *, name: str, phone: str, best_hour: str) -> None:
    """From the student's page: her mother, who may sign for her and works far away."""
    follow(page.get_by_role("region", name="Who cares"), "Add", exact=True)
    page.get_by_label("Who this is to the student").select_option("mother")
    page.get_by_label("Name", exact=True).fill(name)
    guardian = page.get_by_role("group", name="Is guardian in law")
    guardian.get_by_label("yes", exact=True).check()
    page.get_by_label("Contact 1", exact=True).fill(phone)
    page.get_by_label("Best hour and way to reach").fill(best_hour)
    page.get_by_label("Away since").fill("2023-02-12")
    page.get_by_label("Where", exact=True).fill("东莞")
    press(page, "Save")
    expect(page.get_by_text("Saved.")).to_be_visible()
