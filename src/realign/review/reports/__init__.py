"""The annual report, assembled from the year’s records."""
