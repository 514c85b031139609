"""Pages of the register of services; the public page to find help is in the same room."""
