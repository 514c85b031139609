"""Which functions and classes of the source a page, a command or a job can reach, by reading the source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Name = tuple[str, str]
"""A module and a name at its top level."""

# what these put round a function does not call it from outside
PLAIN_DECORATORS = {
    "dataclass", "dataclasses.dataclass", "property", "lru_cache", "functools.lru_cache", "cache", "functools.cache",
    "transaction.atomic", "contextmanager", "contextlib.contextmanager", "overload", "total_ordering",
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """One file: its tree, what it defines at the top, and what it imports under which name."""

    name: str
    is_package: bool
    tree: ast.Module
    defined: dict[str, ast.AST]
    imported: dict[str, tuple[str, str | None]]


class Source:
    """Every module below a folder, as a graph of the names that its functions and classes use."""

    def __init__(self, folder: Path) -> None:
        self.modules: dict[str, Module] = {}
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                module = _module(path, folder.parent)
                self.modules[module.name] = module
        for module in self.modules.values():
            self._note_imports(module)

    def functions_and_classes(self) -> Iterator[tuple[Name, ast.AST]]:
        """Every function and class at the top level of a module."""
        for module in self.modules.values():
            for name, node in module.defined.items():
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    yield (module.name, name), node

    def reached_from(self, entries: set[Name]) -> set[Name]:
        """The entries, and all that they use, directly or through others."""
        reached, waiting = set(entries), list(entries)
        while waiting:
            module, name = waiting.pop()
            for used in self.used_in(module, self.modules[module].defined[name]) - reached:
                reached.add(used)
                waiting.append(used)
        return reached

    def used_in(self, module: str, node: ast.AST) -> set[Name]:
        """The names of the source that a piece of it mentions."""
        found: set[Name] = set()
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                found |= self._whole(self._resolve(module, part.id))
            elif isinstance(part, ast.Attribute):
                found |= self._through_modules(module, part)
        return found

    def entries(self, below: str) -> set[Name]:
        """What starts by itself outside the package ``below``.

        Functions with a decorator that registers them (a page, a command, a template tag), the methods that Django
        calls when the site starts, whatever a statement at the top of a module hands on (a tuple of addresses, of
        panels or of kinds of file), and what a string names in full, such as the settings do.
        """
        found: set[Name] = set()
        for module in self.modules.values():
            if module.name.startswith(below):
                continue
            for name, node in module.defined.items():
                if module.name.endswith(".apps") or _is_registered(node):
                    found.add((module.name, name))
            found |= {
                named
                for text in ast.walk(module.tree)
                if isinstance(text, ast.Constant) and isinstance(text.value, str)
                for named in self._named_by(text.value)
            }
            for statement in module.tree.body:
                if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr | ast.If | ast.For | ast.With):
                    found |= self.used_in(module.name, statement)
        return found

    def _named_by(self, text: str) -> set[Name]:
        """The function that a string such as `realign.demo.context.demonstration` or `realign.cli:main` names."""
        module, _, name = text.replace(":", ".").rpartition(".")
        return self._whole(self._resolve(module, name)) if module in self.modules else set()

    def _whole(self, found: tuple[str, str | None] | None) -> set[Name]:
        return {(found[0], found[1])} if found and found[1] is not None else set()

    def _through_modules(self, module: str, node: ast.Attribute) -> set[Name]:
        """``queries.needs``, ``pkg.module.name``: the names after imported modules."""
        names, value = [node.attr], node.value
        while isinstance(value, ast.Attribute):
            names.append(value.attr)
            value = value.value
        here = self._resolve(module, value.id) if isinstance(value, ast.Name) else None
        for name in reversed(names):
            if here is None or here[1] is not None:
                break
            inner = f"{here[0]}.{name}"
            here = self._resolve(here[0], name) or ((inner, None) if inner in self.modules else None)
        return self._whole(here)

    def _resolve(
        self, module: str, name: str, seen: frozenset[Name] = frozenset()
    ) -> tuple[str, str | None] | None:
        if (module, name) in seen or module not in self.modules:
            return None
        held = self.modules[module]
        if name in held.defined:
            return (module, name)
        if name not in held.imported:
            return None
        origin, inner = held.imported[name]
        if inner is None:
            return (origin, None)
        own = self._resolve(origin, inner, seen | {(module, name)})
        submodule = f"{origin}.{inner}"
        return own or ((submodule, None) if submodule in self.modules else None)

    def _note_imports(self, module: Module) -> None:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                origin = _origin(module, node)
                for alias in node.names:
                    module.imported[alias.asname or alias.name] = (origin, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.asname and alias.name in self.modules:
                        module.imported[alias.asname] = (alias.name, None)


def _module(path: Path, root: Path) -> Module:
    parts = path.with_suffix("").relative_to(root).parts
    is_package = parts[-1] == "__init__"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined: dict[str, ast.AST] = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                defined[node.name] = node
            case ast.Assign(targets=targets):
                defined |= {
                    n.id: node for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)
                }
            case ast.AnnAssign(target=ast.Name(id=name)):
                defined[name] = node
    return Module(".".join(parts[:-1] if is_package else parts), is_package, tree, defined, {})


def _origin(module: Module, node: ast.ImportFrom) -> str:
    """The module that an import names, relative ones worked out."""
    if not node.level:
        return node.module or ""
    package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def _is_registered(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(one).split("(")[0] not in PLAIN_DECORATORS for one in decorators)
