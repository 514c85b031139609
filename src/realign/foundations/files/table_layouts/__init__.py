"""How a table lies in a file, as values: its sheet, its header, its columns, and the layouts that are known."""
