"""People whom records name: telling them by e-mail, and joining names in words to accounts."""
