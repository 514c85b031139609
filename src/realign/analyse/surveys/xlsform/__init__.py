"""Questionnaires as XLSForms: read, checked, written, and who is asked what.

The convention: sheets `survey`, `choices` and `settings`, as in the XLSForm reference (xlsform.org).
"""
