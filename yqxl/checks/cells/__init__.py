"""What may stand in a cell that a person fills in."""
