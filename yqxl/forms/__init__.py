"""Prescribed forms, one module each: the layout as data, filled from an evaluation.

A module that is here is found; there is no list.
"""
