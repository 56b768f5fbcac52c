"""Goals that can be checked: how they are worded, scaled and attained.

`smart` looks at a goal's wording and links, `anchors` proposes and checks the five levels, and
`attainment` computes goal attainment (T) beside the table of single goals.
Source: domain specification G2, G3 and H4.
"""
