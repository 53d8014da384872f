"""Many workbooks in one run: found, planned, shared out, resumable."""
