"""References that the import linter does not see never point to a higher floor.

String foreign keys, `{% url %}`, `reverse()`, `include()` and names of templates. The frame
around every page (`web/…` templates) belongs to all floors.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kithwork

PACKAGE = Path(kithwork.__file__).parent
FLOORS = (
    ("core",),
    ("catalogue",),
    ("cohort",),
    ("audit",),
    ("access",),
    ("drafts", "files"),
    ("people",),
    ("safety",),
    ("surveys",),
    ("needs",),
    ("aid",),
    ("casework",),
    ("evaluation",),
    ("documents",),
    ("desk",),
    ("demo", "web", "cli"),
)
FLOOR_OF = {app: height for height, apps in enumerate(FLOORS) for app in apps}
IN_PYTHON = {
    "address": re.compile(r"(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*[\"']([\w-]+):"),
    "model": re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](\w+)\."),
    "urls": re.compile(r"include\(\s*[\"']kithwork\.(\w+)"),
    "template": re.compile(r"[\"'](\w+)/[\w/.-]+\.html[\"']"),
}
IN_TEMPLATES = {
    "address": re.compile(r"{%\s*url\s+[\"']([\w-]+):"),
    "template": re.compile(r"{%\s*(?:include|extends)\s+[\"'](\w+)/"),
}


def namespaces() -> dict[str, str]:
    """Return the app that each namespace of addresses belongs to."""
    found = {}
    for path in PACKAGE.glob("*/**/*urls*.py"):
        for name in re.findall(r"^app_name = [\"']([\w-]+)[\"']", path.read_text("utf-8"), re.M):
            found[name] = path.relative_to(PACKAGE).parts[0]
    return found


def references(app: str) -> Iterator[tuple[str, str, str]]:
    """Yield (file, kind, app pointed at) for every reference by a string."""
    for path in (PACKAGE / app).rglob("*"):
        patterns = {".py": IN_PYTHON, ".html": IN_TEMPLATES}.get(path.suffix)
        if patterns is None or {"tests", "migrations"} & set(path.parts):
            continue
        text = path.read_text("utf-8")
        for kind, pattern in patterns.items():
            for target in pattern.findall(text):
                yield str(path.relative_to(PACKAGE)), kind, target


@pytest.mark.parametrize("app", FLOOR_OF)
def test_no_reference_by_a_string_points_upwards(app):
    owner = namespaces()
    upwards = [
        f"{file}: {kind} of {target}"
        for file, kind, target in references(app)
        for pointed in [owner.get(target, target) if kind == "address" else target]
        if FLOOR_OF.get(pointed, -1) > FLOOR_OF[app]
        and not (kind == "template" and pointed == "web")
    ]
    assert not upwards, "\n".join(upwards)


def test_every_package_stands_on_a_floor():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == set(FLOOR_OF)


def test_the_patterns_see_what_they_should():
    seen = 'redirect("desk:home") ForeignKey("people.Student") include("kithwork.desk.urls")'
    assert IN_PYTHON["address"].findall(seen) == ["desk"]
    assert IN_PYTHON["model"].findall(seen) == ["people"]
    assert IN_PYTHON["urls"].findall(seen) == ["desk"]
    assert IN_PYTHON["template"].findall('render(request, "desk/x.html")') == ["desk"]
    assert IN_TEMPLATES["address"].findall("{% url 'desk:home' %}") == ["desk"]
    assert IN_TEMPLATES["template"].findall('{% include "desk/_x.html" %}') == ["desk"]
