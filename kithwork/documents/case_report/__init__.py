"""The report of one case (案例报告), which fills itself from the record while the case runs.

`material` gathers what is on record, once, for a reader who may see it; `sections` turn it into
blocks, each a part of the story; `layouts` put them under the headings of Chinese practice or of
international practice. What was not asked is named; nothing is filled in. Source: domain
specification H10.
"""

from kithwork.documents.case_report.layouts import LAYOUTS
from kithwork.documents.case_report.report import case_report

__all__ = ["LAYOUTS", "case_report"]
