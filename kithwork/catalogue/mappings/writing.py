"""A mapping as YAML text again, so that columns chosen on a page are a file that people can keep.

What is written is read back as the same mapping: every text that YAML could take for something
else stands in quotes.
"""

import datetime as dt
import re

import yaml

from kithwork.catalogue.mappings.mapping import Mapping
from kithwork.catalogue.reading import Plain

# Plain only where no reader of YAML, of any version, sees a number, a date, a flag or a mark.
_PLAIN = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*")
_SPECIAL = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n|\.?nan|\.?inf")


def to_yaml(mapping: Mapping) -> str:
    """Return the mapping as the text of a MAP.yaml."""
    return yaml_of(mapping.document)


def yaml_of(document: Plain) -> str:
    """Return plain values as YAML that the catalogue's reader reads back unchanged."""
    return yaml.dump(
        document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2
    )


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    is_plain = _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_plain else '"')


def _day(dumper: yaml.SafeDumper, day: dt.date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", day.isoformat())


def _decimal(dumper: yaml.SafeDumper, number: float) -> yaml.Node:
    # A YAML 1.1 reader takes 1e-05 for text and 1.0e-05 for a number.
    shown = repr(number) if "." in repr(number) else repr(number).replace("e", ".0e", 1)
    return dumper.represent_scalar("tag:yaml.org,2002:float", shown)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dt.date, _day)
_Dumper.add_representer(float, _decimal)
