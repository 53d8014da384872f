"""Weights of indicators and of levels."""
