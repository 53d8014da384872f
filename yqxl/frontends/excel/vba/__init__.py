"""The VBA of the template and of the add-in: generated texts, ASCII only."""
