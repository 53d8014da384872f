"""Above one indicator: levels, groups, grades, and the warnings of monitoring."""
