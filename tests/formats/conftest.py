"""Where pytest finds this file, tests find the writers of layouts that stand beside it."""
