"""``python -m yqxl`` is the command ``yqxl``."""

from yqxl.frontends.cli.entry import main

main()
