"""What a change would do: a cell replaced in memory, everything computed again, the difference."""
