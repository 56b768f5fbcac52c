"""The genogram: a student's family over three generations, laid out as pure geometry.

`kin` (who somebody is to the student, and where that puts her), `family` (who is told, and how they
stand to each other), `structure` (couples and their children), `columns` (who stands where),
`layout` (symbols, lines, the circle of who lives together) and `difference` (what changed between
two days). Notation: square male, circle female, diamond not said, triangle a pregnancy, X deceased,
double border the student; a solid line marriage, dashed living together, one slash separated, two
divorced; a solid line down a child by birth, dashed adopted. Source: domain specification C5.
"""
