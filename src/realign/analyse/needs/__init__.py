"""The joint strategic needs assessment: seven sections put together from the records, with what is not known."""
