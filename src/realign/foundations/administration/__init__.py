"""The pages on which people, roles, organisations and the record of changes are looked after."""
