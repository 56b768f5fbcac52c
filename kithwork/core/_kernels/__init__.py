"""Numerical kernels on arrays: no dates, no words, no rules, only numbers in and numbers out.

They import numpy and scipy at the top, and so are imported inside the functions that use them:
`import kithwork.core` stays fast.
"""
