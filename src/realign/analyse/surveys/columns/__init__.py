"""What each column of a file of answers is: asked of a person, remembered, and offered for the next file."""
