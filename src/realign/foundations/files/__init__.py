"""Uploads, fingerprints, checked imports, and datasets on disk."""
