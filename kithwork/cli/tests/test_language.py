"""The command line speaks one language throughout, what click says by itself included."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from kithwork.cli.tests.serving import ROOT, command, environment

WORDS = ROOT / "kithwork/cli/locale/zh_Hans/LC_MESSAGES/click.po"
SPOKEN = {"_": None, "ngettext": (1, 2)}


def said_by_click() -> Iterator[str | tuple[str, ...]]:
    for module in sorted(Path(click.__file__).parent.glob("*.py")):
        with module.open("rb") as source:
            for _line, message, _comments, _context in extract("python", source, keywords=SPOKEN):
                yield message


def test_everything_that_click_says_is_there_in_chinese() -> None:
    with WORDS.open("rb") as file:
        known = {message.id: message for message in read_po(file, locale="zh_Hans") if message.id}
    assert set(said_by_click()) == known.keys()
    assert [one.id for one in known.values() if one.fuzzy or not one.string] == []
    assert [error for message in known.values() for error in message.check()] == []


def run(tmp_path: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    said = command(*arguments)
    said[said.index("--language") : said.index("en") + 1] = []
    return subprocess.run(
        said,
        env=environment(tmp_path, LC_ALL="C.UTF-8", **settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("用法:", "选项:", "命令:", "显示本说明后退出。")),
        (("score",), ("错误：缺少参数",)),
        (("score", "--insturment"), ("没有 '--insturment' 这个选项。", "--instrument")),
        (("nosuch",), ("没有 'nosuch' 这个命令。",)),
        (("demo", "--port", "x"), ("'--port' 的值不对",)),
    ],
)
def test_a_chinese_command_line_holds_no_english_word_of_click(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    done = run(tmp_path, *arguments, KITHWORK_LANGUAGE="zh-Hans")
    said = done.stdout + done.stderr
    assert [word for word in words if word not in said] == []
    english = ("Usage", "Options", "Commands", "Error", "Missing", "Show this", "No such", "Try")
    assert [word for word in english if word in said] == []


def test_english_asked_for_is_english_whatever_the_system_speaks(tmp_path: Path) -> None:
    done = run(tmp_path, "--language", "en", "score", LANGUAGE="zh_Hans")
    assert "Missing argument" in done.stderr
