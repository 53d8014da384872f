"""Commands, options and help: what Typer makes of a command line."""
