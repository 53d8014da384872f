"""What npm fetches, and what runs in Pyodide while the page is built."""
