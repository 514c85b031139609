"""One file per room: content in, actions called."""
