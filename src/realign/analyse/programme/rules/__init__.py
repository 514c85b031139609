"""What may be done in a round, when and by whom, and the arithmetic behind it. Nothing here reads the database."""

EDIT = "programme.edit"
VIEW = "programme.view"
