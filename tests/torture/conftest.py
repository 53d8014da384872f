"""The fuzzing target is a program: importing it needs atheris."""

collect_ignore = ["fuzz_target.py"]
