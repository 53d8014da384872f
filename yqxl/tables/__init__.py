"""The generated tables: one module, one ``@table`` that returns a Grid."""
