"""Questionnaires: people, answers, options."""
