"""Randomization tests of single-case designs: what a draw could have given, and what it gave.

`designs` lists or draws the arrangements that a design allows, `statistics` gives the number by
which they are compared, `testing` sets the one that happened among all of them. The p is that of
the draw itself and so holds only where the arrangement was drawn at random before the work began
(Edgington 1967, 1975; Edgington and Onghena 2007).
"""
