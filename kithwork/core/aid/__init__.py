"""What a school gives, by function and source, held against what its students lack.

`supply` turns the inventory of programmes and services into cells of the support matrix; `gap`
compares them with what students say. Source: domain specification E6. A place of which nothing is
written down reads "not recorded" and never "none": otherwise every audit would find psychological
help lacking by construction.
"""
