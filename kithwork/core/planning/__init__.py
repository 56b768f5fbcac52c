"""A plan looked at before and during the work: what it covers, who does it, how care is given.

`actions` (what a plan holds, as far as the rules need it), `coverage` (every gap and every need
that ranks high has an answer or a reason), `helping` (the shift from the worker's doing to the
student's), `caring` (the four parts of care, stage by stage) and `doses` (planned and delivered).
Source: domain specification B4 (F10), G2, G4 and story B-5.
"""
