"""What runs inside Calc, on LibreOffice's own Python.

``component`` alone touches UNO when it is loaded; the other modules get UNO objects
handed in, or are pure.
"""
