"""The ten steps of planning together: what each assessment found, and what changed."""
