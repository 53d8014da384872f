"""What an evaluation consists of, as frozen data without any file format."""
