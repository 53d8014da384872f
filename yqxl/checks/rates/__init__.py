"""Rates: computed, typed, too high to be meant."""
