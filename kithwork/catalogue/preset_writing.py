"""Writes a preset as the catalogue reads it, so that an own pathway can become an entry.

What is written and read again is the same preset, with the same content hash. A text that is told
anew in one language stands in for the other one until somebody translates it; which texts those are
is seen by their signs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

import yaml

from kithwork.catalogue.located import parse
from kithwork.catalogue.presets import Preset, PresetStage, read_preset
from kithwork.core.text import Text

WIDE = 4096  # a text stays on its line


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: the catalogue's reader refuses them."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def written(preset: Preset) -> str:
    """Return a preset as a file of the catalogue; its content hash is that of what is read again.

    >>> from kithwork.catalogue.presets import presets
    >>> read_again(written(presets()["P1"]), file="P1") == presets()["P1"]
    True
    """
    head = preset.entry
    version: int | str = int(head.version) if head.version.isdecimal() else head.version
    whole = {
        "id": head.id,
        "version": version,
        "source": head.source,
        "checked_by": head.checked_by,
        "reviewed_on": head.reviewed_on,
        "label": _text(preset.label),
        "about": _text(preset.about),
        "aim": _text(preset.aim),
        "weeks": {"from": preset.fewest_weeks, "to": preset.most_weeks},
        "lenses": list(preset.lenses),
        "stages": [_stage(stage) for stage in preset.stages],
    }
    if head.status != "confirmed":
        whole["status"] = head.status
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDE)


@lru_cache(maxsize=128)
def read_again(text: str, *, file: str) -> Preset:
    """Return the preset that stands in a text; `file` is what messages call it.

    Reading one takes about ten milliseconds, and a page of versions asks for each several times.
    """
    return read_preset(parse(text, file=file))


def retold(stood: Text, typed: str, language: str) -> Text:
    """Return a text as somebody typed it in one language.

    Typed over a stand-in, it is its translation, and the other language stays; typed over a text of
    this language, the other one says something else now, and this one stands in for it.

    >>> retold(Text("home visit", "家访"), "校访", "zh-Hans")
    Text(en='校访', zh_hans='校访')
    >>> retold(Text("校访", "校访"), "school visit", "en")
    Text(en='school visit', zh_hans='校访')
    """
    typed = typed.strip()
    is_chinese = language.lower().startswith("zh")
    if typed == stood.said_in(language):
        return stood
    if _is_borrowed(stood, is_chinese=is_chinese):
        return Text(stood.en, typed) if is_chinese else Text(typed, stood.zh_hans)
    return Text(typed, typed)


def is_stand_in(text: Text) -> bool:
    """Whether one of both languages is not there yet."""
    return _is_borrowed(text, is_chinese=True) or _is_borrowed(text, is_chinese=False)


def texts_of(value: Any) -> Iterator[Text]:
    """Yield every text of a preset."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


def _is_borrowed(text: Text, *, is_chinese: bool) -> bool:
    """Whether a language's side is written in the other one's signs."""
    side = text.zh_hans if is_chinese else text.en
    letters = [sign for sign in side if sign.isalpha()]
    has_han = any("\u4e00" <= sign <= "\u9fff" for sign in letters)
    return bool(letters) and has_han is not is_chinese


def _text(text: Text) -> Mapping[str, str]:
    return {"en": text.en, "zh-Hans": text.zh_hans}


def _stage(stage: PresetStage) -> Mapping[str, Any]:
    return {
        "id": stage.code,
        "name": _text(stage.name),
        "weeks": stage.weeks,
        "gate": _text(stage.gate),
        "shaped_by": _text(stage.shaped_by),
        "who_does": stage.who_does.value,
        "care": [{"element": one.element.value, "asks": _text(one.asks)} for one in stage.care],
        "sessions": [
            {
                "theme": _text(one.theme),
                "aim": _text(one.aim),
                "content": _text(one.content),
                "who": list(one.who),
                "place": _text(one.place),
                "techniques": list(one.techniques),
            }
            for one in stage.sessions
        ],
    }
