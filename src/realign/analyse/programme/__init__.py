"""The evidence programme: how a partnership prepares for, runs and uses a round of surveys and service mapping."""
