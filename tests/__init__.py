"""Tests of the whole: every address guarded, whole stories in a real browser."""
