"""Sentences of a report over the data: one module = one kind of sentence, found by discovery."""
