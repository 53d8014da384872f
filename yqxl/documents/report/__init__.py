"""The Word report: placeholders, what stands for them, our own outline, updates."""
