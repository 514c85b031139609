"""One search over every record, page, guide and glossary word that the person searching may see."""
