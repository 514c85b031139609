"""Lists people can search, filter, sort, page through and download, described once as data."""

from realign.foundations.design.tables.beside import Compared, beside_page
from realign.foundations.design.tables.page import TablePage, TableRow, table_page
from realign.foundations.design.tables.response import render_table
from realign.foundations.design.tables.spec import Column, Filter, Kind, TableSpec

__all__ = [
    "Column",
    "Compared",
    "Filter",
    "Kind",
    "TablePage",
    "TableRow",
    "TableSpec",
    "beside_page",
    "render_table",
    "table_page",
]
