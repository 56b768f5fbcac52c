"""The ecomap: the ties around a student, laid out as pure geometry, and compared day with day.

`ties` (what a tie is), `layout` (where circles, lines, arrows and badges stand) and `difference`
(which ties changed). Notation after Hartman (1975): a double line is strong, a single one ordinary,
a dashed one weak, a zigzag stressful, none no connection; arrows tell which way energy flows. The
letters of the functions of support on each line are our own. Source: domain specification C5, H5.
"""
