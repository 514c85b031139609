"""The Tayside demonstration partnership; installed only outside production."""
