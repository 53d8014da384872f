"""The formulas of the contract's columns: made, and taken apart again."""
