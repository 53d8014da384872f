"""Results as people see them: addresses, the sheet 校验, texts."""
