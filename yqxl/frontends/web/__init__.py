"""One HTML page that runs this very package in the browser, offline, nothing installed.

``jobs`` is what runs there; the other modules build the page.
"""
