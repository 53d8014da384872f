"""Amounts of 资金 and 成本 beside each other."""
