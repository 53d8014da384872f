"""The file as a package of parts: zip, the gate, markup, and writing it back."""
