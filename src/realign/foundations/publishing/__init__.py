"""The one door to the public for whatever a person writes: a draft, a second person, a frozen version."""
