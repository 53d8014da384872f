"""Rates and other values (指标取值): what was delivered, arrived, spent, and how it changed."""
