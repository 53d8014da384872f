"""What each command does: call the pipeline, print, give the exit code."""
