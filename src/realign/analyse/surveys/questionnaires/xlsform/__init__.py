"""XLSForms: read, checked and written."""
