"""``import yqxl``: what analysts call, in Python's own terms.

The package :mod:`yqxl` hands out the names of these modules when they are first used.
"""
