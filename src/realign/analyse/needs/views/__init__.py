"""Pages of needs assessments and their sections."""
