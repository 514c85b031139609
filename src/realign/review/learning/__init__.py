"""What the partnership learns about its own working together."""
