"""One student's series over phases: overlap, a band around the baseline, and what may be said.

`series` holds the two phases, `overlap` computes NAP and PND, `band` the two-standard-deviation
band with its signals, `claims` the sentences that a design allows. Where the baseline is too short
a result says so instead of giving a number. Source: domain specification H1 and H3.
"""
