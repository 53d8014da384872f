"""From the rows of an evaluation to rates, scores and levels."""
