"""The interface's messages: collect, compile, check.

Every app keeps its own catalogue (`<app>/locale/zh_Hans/LC_MESSAGES/django.po`), so that two
people who work on two apps do not meet in one file. Babel does all of it; no system tool.

    python tools/messages.py collect [APP …]  add new messages, drop those no longer used
    python tools/messages.py compile          write the .mo files
    python tools/messages.py check [APP …]    fail where one is missing, fuzzy, untranslated, unused
                                              or translated differently in two apps
"""

import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "kithwork"
LANGUAGES = ("zh_Hans",)
HEADER = r"""msgid ""
msgstr ""
"Language: zh_Hans\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def collect(*names: str) -> None:
    """Bring each app's catalogue up to the messages its code and templates use."""
    for app in _apps(*names):
        template = _messages_of(app)
        for path in _catalogue_paths(app):
            if not len(template) and not path.exists():
                continue
            catalogue = _read(path)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            body = io.BytesIO()
            write_po(body, catalogue, width=100, no_location=True, omit_header=True)
            path.write_bytes(HEADER.encode() + body.getvalue())


def compile_all() -> None:
    """Write a .mo beside each .po."""
    for path in PACKAGE.rglob("*.po"):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path))


def check(*names: str) -> list[str]:
    """Return what is wrong, a line each: missing, fuzzy, untranslated, equal to its id, unused."""
    alone = [fault for app in _apps(*names) for fault in _faults(app)]
    return [*alone, *_said_twice()]


def _said_twice() -> Iterator[str]:
    """Django joins the catalogues of all apps: one message with two translations is said as one."""
    said: dict[tuple[object, object], dict[object, str]] = {}
    for app in _apps():
        for path in _catalogue_paths(app):
            for message in filter(lambda one: one.id and one.string, _read(path)):
                said.setdefault(_key(message), {}).setdefault(message.string, app.name)
    for (_context, text), versions in said.items():
        if len(versions) > 1:
            yield f"{text!r} is translated differently in {', '.join(sorted(versions.values()))}"


def _faults(app: Path) -> Iterator[str]:
    used = {_key(message) for message in _messages_of(app) if message.id}
    for path in _catalogue_paths(app):
        known = {_key(message): message for message in _read(path) if message.id}
        where = path.relative_to(PACKAGE.parent)
        yield from (f"{where}: not there: {key!r}" for key in sorted(used - known.keys(), key=str))
        yield from (f"{where}: not used: {key!r}" for key in sorted(known.keys() - used, key=str))
        for message in known.values():
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.fuzzy:
                yield f"{where}: fuzzy: {message.id!r}"
            elif not all(said):
                yield f"{where}: not translated: {message.id!r}"
            elif said[0] == message.id and re.search("[a-z]{2}", str(message.id)):
                yield f"{where}: equal to its id: {message.id!r}"
            yield from (f"{where}: {message.id!r}: {error}" for error in message.check())


def _key(message: object) -> tuple[object, object]:
    return (message.context, message.id)  # type: ignore[attr-defined]


def _apps(*names: str) -> list[Path]:
    apps = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
    return [app for app in apps if not names or app.name in names]


def _catalogue_paths(app: Path) -> list[Path]:
    return [app / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def _read(path: Path) -> Catalog:
    language = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=language, project="kithwork", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _messages_of(app: Path) -> Catalog:
    found = Catalog(project="kithwork", fuzzy=False)
    sources = [*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]
    for path in sorted(sources):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        source = path.read_text("utf-8")
        code = source if path.suffix == ".py" else _calls_in_template(source)
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(code.encode()), keywords=KEYWORDS
        ):
            found.add(message, context=context)
    return found


def _calls_in_template(source: str) -> str:
    """Return the gettext calls of a Django template as Python, a line each."""
    from django.utils.translation.template import templatize

    code = templatize(source)
    return "\n".join(
        _balanced(code[match.start() :])
        for match in re.finditer(r"\b(?:_|gettext|ngettext|pgettext|npgettext)\(", code)
    )


def _balanced(code: str) -> str:
    for position, sign in enumerate(code):
        if sign == ")":
            try:
                ast.parse(code[: position + 1])
            except SyntaxError:
                continue
            return code[: position + 1].replace("\n", " ")
    raise SystemExit(f"a message call does not end: {code[:60]!r}")


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    match arguments:
        case ["collect", *names]:
            collect(*names)
        case ["compile"]:
            compile_all()
        case ["check", *names]:
            faults = check(*names)
            print("\n".join(faults) or "Messages: complete in every language.")
            return 1 if faults else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
