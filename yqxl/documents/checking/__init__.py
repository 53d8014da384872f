"""A finished report against its workbook: facts from the data, claims from the text."""
