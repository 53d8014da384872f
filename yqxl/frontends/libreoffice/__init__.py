"""LibreOffice Calc as a host: the extension, its installation, and what runs inside Calc.

``extension`` generates the add-in from the registry with the standard library alone;
``calc`` is the part that LibreOffice's own Python runs; ``installation`` puts the one
where the other finds it.
"""
