"""From somebody else's table to rows of an evaluation: pure, whatever file it came from.

A reader hands over a :class:`SourceGrid`; :func:`recognise` finds the projects in it. Every
value that is taken knows its place and how sure it is; what cannot be told apart is listed
instead: a wrong number is worse than one that somebody has to type.
"""
