"""The hosts: each front end translates between its host and the registry, and nothing else."""
