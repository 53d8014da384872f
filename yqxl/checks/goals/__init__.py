"""Goals beside the indicators and outputs that measure them."""
