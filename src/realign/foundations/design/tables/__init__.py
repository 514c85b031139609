"""Lists people can search, filter, sort, page through and download, described once as data."""

from realign.foundations.design.tables.beside import CHOSEN, Compared, beside_page
from realign.foundations.design.tables.cross import CrossAxis, CrossCell, CrossTable, cross_table, sides
from realign.foundations.design.tables.page import TablePage, TableRow, table_page
from realign.foundations.design.tables.response import render_table
from realign.foundations.design.tables.spec import Column, Filter, Kind, TableSpec

__all__ = [
    "CHOSEN",
    "Column",
    "Compared",
    "CrossAxis",
    "CrossCell",
    "CrossTable",
    "Filter",
    "Kind",
    "TablePage",
    "TableRow",
    "TableSpec",
    "beside_page",
    "cross_table",
    "render_table",
    "sides",
    "table_page",
]
