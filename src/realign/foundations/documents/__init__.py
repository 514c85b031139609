"""One HTML source to web page, DOCX and PDF/UA."""
