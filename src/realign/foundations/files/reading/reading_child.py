"""Reads one SPSS or Parquet file in a process of its own, and writes it down as an Arrow file. Run by ``isolated.py``.

Runs as a script, apart from the package: it loads nothing of the site, holds no connection and knows no password. Usage:
``reading_child.py spss|spss-plain|parquet FILE TARGET MEGABYTES``. Answers 0, 3 for a file that its reader refuses, or 4
for one that needs too much memory, with the reason on one line of standard error.
"""

import json
import resource
import sys

REFUSED, TOO_LARGE = 3, 4


def limit_memory(megabytes: int) -> None:
    """Let this process ask for no more memory than this, and leave no picture of it behind if it crashes."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def spss(path: str, *, user_missing: bool):  # type: ignore[no-untyped-def]
    """An SPSS file as an Arrow table; its labels, value labels and missing ranges as JSON in the table’s metadata."""
    import pyarrow as pa  # noqa: PLC0415 - after the limit on memory was set
    import pyreadstat  # noqa: PLC0415

    frame, meta = pyreadstat.read_sav(path, user_missing=user_missing)
    about = {
        "labels": meta.column_names_to_labels,
        "values": {name: list(codes.items()) for name, codes in meta.variable_value_labels.items()},
        "missing_ranges": meta.missing_ranges,
    }
    columns = [pa.array(frame[name], from_pandas=True) for name in frame.columns]
    return pa.table(columns, names=list(frame.columns)).replace_schema_metadata({"spss": json.dumps(about)})


def parquet(path: str):  # type: ignore[no-untyped-def]
    """A Parquet file as an Arrow table."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    return pq.read_table(path)


def main(kind: str, path: str, target: str, megabytes: str) -> int:
    """Read one file; the way the process ends says how it went."""
    limit_memory(int(megabytes))
    try:
        import pyarrow as pa  # noqa: PLC0415

        table = parquet(path) if kind == "parquet" else spss(path, user_missing=kind == "spss")
        # the site reads the result into its own memory, so it gets a quarter of what reading may take
        if table.nbytes > int(megabytes) * 1024 * 1024 // 4:
            return TOO_LARGE
        with pa.OSFile(target, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    except MemoryError:
        return TOO_LARGE
    except Exception as error:  # whatever a reader says of a stranger’s file is a refusal of the file
        print(" ".join(str(error).split())[:300] or type(error).__name__, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
