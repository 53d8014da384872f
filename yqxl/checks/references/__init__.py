"""Codes and names: known, unmistakable, each once."""
