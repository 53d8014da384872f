"""Scores: given, from a rule, explained, within the weight."""
