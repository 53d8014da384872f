"""Tables into a workbook, cached values anew, and nothing else touched."""
