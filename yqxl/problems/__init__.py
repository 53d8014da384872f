"""Problems that the data show: one module, one ``@problem_rule``; facts, never causes."""
