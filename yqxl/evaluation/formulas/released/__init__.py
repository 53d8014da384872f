"""Data only: what each released version of the contract wrote into a workbook."""
