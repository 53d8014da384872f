"""Files into folders: names, locks, and a save that is whole or not at all."""
