"""Documents for people outside: forms written out as workbooks and Word files."""
