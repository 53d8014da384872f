"""``python -m yqxl`` is the command ``yqxl``."""

from yqxl.frontends.cli.app import main

main()
