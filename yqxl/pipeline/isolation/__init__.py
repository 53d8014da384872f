"""Work in processes of its own: limits, interruptions, the log."""
