"""Random damage to files, drawn from a seed so that it can be done again."""

import io
import random
import zipfile

STRONGER = (
    b"1e999",
    b"-99999999999",
    b"\xff\xff\xff\x7f",
    b"<a>" * 2000,
    b'{"a":' * 2000,
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
    b' r="XFD1048576"',
    b' count="4294967295"',
)
"""Numbers that no file has, depths without end, entities, and places at the edge of a sheet."""


def damaged(content: bytes, draw: random.Random) -> bytes:
    """The file with one to eight faults; of an archive, half of the times inside of one of its parts."""
    if content[:2] == b"PK" and draw.random() < 0.5:
        return _inside(content, draw)
    return _damaged(content, draw)


def _damaged(content: bytes, draw: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(draw.randint(1, 8)):
        place = draw.randrange(len(data) + 1)
        length = draw.choice((1, 1, 2, 8, 64, 4096))
        match draw.randrange(6):
            case 0:
                data[place : place + length] = draw.randbytes(length)
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[draw.randrange(len(data) + 1) :][:length]
            case 3:
                data[place:place] = draw.choice(
                    (b'"', b",", b"<", b"[" * 500, b"9" * 400, b"\0", b"\xff", b"\r\n\n", *STRONGER)
                )
            case 4 if draw.random() < 0.2:
                del data[place:]
            case _:
                data[place : place + 1] = bytes([draw.randrange(256)])
    return bytes(data)


def _inside(content: bytes, draw: random.Random) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        chosen = draw.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _damaged(part, draw) if name == chosen else part)
    return stream.getvalue()
