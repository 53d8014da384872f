"""Checks of an evaluation: one module, one ``@check``, found by discovery."""
