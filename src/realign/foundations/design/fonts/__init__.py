"""Roboto, the typeface of the Scottish Government Design System, for pictures and PDF files.

Made from the npm package ``@fontsource/roboto`` 5.3.0 (SIL Open Font Licence 1.1, ``OFL.txt``): its
Latin, Latin extended, Greek, mathematics and symbol parts merged per style and cut down to what documents
use, with fontTools.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
