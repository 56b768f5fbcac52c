"""Reports that use every block, in both languages. The people in them are invented."""

from kithwork.documents.report.tests.samples.chinese import chinese
from kithwork.documents.report.tests.samples.english import english

__all__ = ["chinese", "english"]
