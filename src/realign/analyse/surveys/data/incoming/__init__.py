"""Survey answers on their way in: files read as they really come, with labels and every kind of missing kept apart."""
