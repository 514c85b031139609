"""Copy the front-end files named in `package.json` into `static/vendor`, and write down what was copied.

Needs Node, and only when a version changes; nobody needs it to install or run Realign:

    cd src/realign/foundations/design/vendoring
    npm install          # after changing a version in package.json
    npm ci && python vendor.py
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
VENDOR = HERE.parent / "static" / "vendor"


@dataclass(frozen=True)
class Package:
    """One npm package: where its copies go, which files are copied (from, to), and its licence."""

    name: str
    folder: str
    licence: str
    holder: str
    files: tuple[tuple[str, str], ...]

    @property
    def source(self) -> Path:
        return MODULES / self.name

    @property
    def version(self) -> str:
        return str(json.loads((self.source / "package.json").read_text())["version"])


PACKAGES = (
    Package(
        name="@scottish-government/design-system",
        folder="sgds",
        licence="MIT",
        holder="Crown copyright 2019",
        files=(
            ("LICENSE.txt", "LICENSE.txt"),
            ("dist/css/design-system.min.css", "design-system.min.css"),
            ("dist/css/design-system.min.css.map", "design-system.min.css.map"),
            ("dist/scripts/design-system.js", "design-system.js"),
            ("dist/images/icons/icons.stack.svg", "images/icons/icons.stack.svg"),
            ("dist/images/documents/svg", "images/documents/svg"),
        ),
    ),
    Package(
        name="@fontsource/roboto",
        folder="fonts",
        licence="OFL-1.1",
        holder="The Roboto Project Authors, 2011",
        files=(
            ("LICENSE", "LICENSE.txt"),
            ("files/roboto-latin-400-normal.woff2", "roboto-latin-400-normal.woff2"),
            ("files/roboto-latin-700-normal.woff2", "roboto-latin-700-normal.woff2"),
        ),
    ),
)


def copy(package: Package) -> list[Path]:
    """Copy one package's files and return the copies in name order."""
    target = VENDOR / package.folder
    shutil.rmtree(target, ignore_errors=True)
    for source, name in package.files:
        start, end = package.source / source, target / name
        end.parent.mkdir(parents=True, exist_ok=True)
        if start.is_dir():
            shutil.copytree(start, end)
        else:
            shutil.copyfile(start, end)
    return sorted(path for path in target.rglob("*") if path.is_file())


def record(copies: dict[Package, list[Path]]) -> str:
    """The VENDORED page: package, version, licence, and the sha256 of every copied file."""
    lines = [
        "# Front-end files kept as copies",
        "",
        "Made by `vendoring/vendor.py`; change versions there, never the copies.",
        "htmx is not here: it comes with the Python package django-htmx.",
    ]
    for package, paths in copies.items():
        lines += ["", f"## {package.name} {package.version}", ""]
        lines += [f"Licence {package.licence}, {package.holder} (`{package.folder}/LICENSE.txt`).", ""]
        lines += ["| file | sha256 |", "|---|---|"]
        for path in paths:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"| {path.relative_to(VENDOR)} | {digest} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    copied = {package: copy(package) for package in PACKAGES}
    (VENDOR / "VENDORED.md").write_text(record(copied))
