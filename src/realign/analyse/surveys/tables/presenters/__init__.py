"""Tables of a survey as rows, links and sources, and the sentences under a chart."""
