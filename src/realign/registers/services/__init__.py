"""Services, providers, capacity, spend and prevention tags."""
