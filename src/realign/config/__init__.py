"""Settings, addresses, the web entry point and the health check."""
