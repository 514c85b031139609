"""Components, form fields, layouts, charts, maps, and a gallery of all of them."""
