"""SPSS files for tests: a sound one, and one in which a single damaged byte ends the process of whoever reads it here."""

import struct
from pathlib import Path

import pandas as pd
import pyreadstat


def sound(path: Path) -> Path:
    """Three pupils, with labels for the answers and the council."""
    frame = pd.DataFrame({"council": ["DU", "AN", "PK"], "q1": [1.0, 2.0, 3.0]})
    pyreadstat.write_sav(
        frame,
        str(path),
        compress=path.suffix == ".zsav",
        column_labels=["Council", "How are you"],
        variable_value_labels={
            "council": {"DU": "Dundee", "AN": "Angus"},
            "q1": {1: "Good", 2: "Fair", 3: "Bad"},
        },
    )
    return path


def crashing(path: Path) -> Path:
    """The same in Windows letters, with a code that begins with a byte that Windows does not use: the reader segfaults."""
    content = sound(path).read_bytes()
    name = b"UTF-8"
    content = content.replace(
        struct.pack("<I", len(name)) + name, struct.pack("<I", len(b"windows-1252")) + b"windows-1252"
    )
    key = content.index(b"DU      \x06Dundee")
    path.write_bytes(content[:key] + b"\x81" + content[key + 1 :])
    return path
