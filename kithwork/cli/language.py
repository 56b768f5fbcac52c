"""The language in which the command line speaks.

Help texts are made when a command's module is imported, so the language is chosen before that:
`--language` on the command line, else KITHWORK_LANGUAGE, else the system's locale. What click
says by itself (usage, options, errors) comes from a catalogue of ours, `click.po`; it asks
gettext's global domain, whose language is the environment's LANGUAGE.
"""

import gettext as _gettext
import os
from collections.abc import Sequence
from pathlib import Path

_LOCALES = Path(__file__).parent / "locale"
_chosen = "en"
_translation: _gettext.NullTranslations = _gettext.NullTranslations()


def choose_language(arguments: Sequence[str]) -> None:
    """Choose English or Simplified Chinese from the arguments and the environment."""
    global _chosen, _translation
    wanted = _asked_for(arguments) or os.environ.get("KITHWORK_LANGUAGE") or _system_language()
    _chosen = "zh-Hans" if wanted.lower().startswith("zh") else "en"
    folders = ["zh_Hans"] if _chosen == "zh-Hans" else []
    _translation = _gettext.translation(
        "django", localedir=_LOCALES, languages=folders, fallback=True
    )
    os.environ["LANGUAGE"] = "zh_Hans" if folders else "en"
    _gettext.bindtextdomain("click", _LOCALES)
    _gettext.textdomain("click")


def language() -> str:
    """Return the chosen language: "en" or "zh-Hans"."""
    return _chosen


def _(message: str) -> str:
    return _translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    return _translation.ngettext(one, many, count)


def _asked_for(arguments: Sequence[str]) -> str | None:
    for position, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


def _system_language() -> str:
    return os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
