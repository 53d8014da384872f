"""Workbook files: the gate, the cell scan, and the writer that touches nothing else."""
