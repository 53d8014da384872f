"""The sheet 问卷明细: a million answers, counted without holding them."""
