"""JSON ↔ evaluation: the shape that other programs write and read."""
