"""Forms come in: keyed in from paper one by one or class by class, or many in a file."""

from kithwork.surveys.actions.entering import (
    Entered,
    Row,
    SavedAlready,
    SpeakerNeeded,
    enter,
    enter_sheet,
)

__all__ = ["Entered", "Row", "SavedAlready", "SpeakerNeeded", "enter", "enter_sheet"]
