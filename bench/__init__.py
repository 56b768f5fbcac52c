"""What we claim about speed: one module a claim, ours and a peer measured in one go.

`python -m bench` runs all of them, `python -m bench startup search` those named.
"""
