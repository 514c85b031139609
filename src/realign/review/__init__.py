"""Whether children’s lives got better: dashboards, reports, assurance and learning."""
