"""Colours of charts on a light ground.

The four functions of support keep one colour each on every page and paper; all stand out from
white by at least 4.5 to 1. Colour never carries meaning alone, so whatever is drawn in a
function's colour also bears its letter or its name.
"""

from kithwork.core.support.functions import Function

OF_FUNCTION = {
    Function.EM: "#B83A5E",
    Function.IS: "#A15C00",
    Function.IN: "#1F62B5",
    Function.AP: "#2E7D4F",
    Function.CO: "#6A4BBF",
}
NEUTRAL = "#486581"
INK = "#1F2933"
MUTED = "#52606D"
HAIRLINE = "#C5CCD3"
PAPER = "#FFFFFF"

# Series beside each other: a mark and a dash of their own tell them apart in black and white.
OF_SERIES = ("#1F62B5", "#A15C00", "#2E7D4F", "#B83A5E", "#6A4BBF")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (4, 4))
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
