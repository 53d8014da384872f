"""Survey rosters: counted, and the counts filled in."""
