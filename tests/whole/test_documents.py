"""What the project says of itself is true: commands exist, links lead somewhere, nothing names a machine."""

import re
import subprocess
from pathlib import Path

import pytest

from realign.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    broken = [
        target
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
        if not (page.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`realign ([a-z-]+)", text)) - {"command"}
    assert named <= set(COMMANDS), f"unknown: {named - set(COMMANDS)}"


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readme_promises_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make serve" in text
    assert "make test" in text
    assert "http://127.0.0.1:8000" in text


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in listed.splitlines()]


def test_locks_name_no_package_host():
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text.replace("postgres://", ""), name
        assert "--index-url" not in text


def test_no_page_names_a_folder_of_the_machine_it_was_written_on():
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert "/work" + "/wt" not in text, path
            assert "/root" + "/" not in text, path
