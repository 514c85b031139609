"""Pure arithmetic: values in, values out. No Django, files, clock or global random state."""
