"""What the system asks of whom: the burden of entering data, counted from the forms and the record of changes."""
