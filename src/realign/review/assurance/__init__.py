"""The golden thread and the ten steps: whether it all joins up."""
