"""How the table lies in a file of another layout: asked of a person, remembered, and offered for the next such file."""
