"""Maps and diagrams as accessible pictures: areas with values, who reports to whom, the golden thread."""
