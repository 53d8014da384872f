"""Scores of one indicator: scoring rules (评分规则), judgement, rounding, bonus and deduction."""
