"""One semantic HTML source to web page, Word file and tagged accessible PDF."""
