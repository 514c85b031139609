"""People, sign-in, two-factor, single sign-on."""
