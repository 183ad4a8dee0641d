"""The command `khe`: a table of commands, each a module of `khe.config.commands`.

A command that needs no database (the clock) never starts Django, so it answers at once.
"""

import argparse
import importlib
import os
import sys

COMMANDS = {
    "clock": "Tính hạn và thời gian làm việc (legal clock)",
    "serve": "Chạy máy chủ web và bộ xử lý công việc (web server and job worker)",
    "migrate": "Chuẩn bị hoặc nâng cấp cơ sở dữ liệu (prepare or upgrade the database)",
    "demo": "Nạp phường mẫu (load the demo ward)",
    "import": "Nhập thủ tục, nhật ký sự kiện (import procedures, event logs)",
    "export": "Xuất nhật ký sự kiện (export event logs)",
    "journal": "Kiểm tra nhật ký (verify the journal)",
    "figures": "Đếm số liệu của một kỳ từ hồ sơ gốc (count the figures of a period)",
    "rollup": "Đọc trước số liệu của các kỳ đã qua (read the figures of periods that are over)",
    "report": "Soạn báo cáo ra tệp Word, PDF (write a report as Word or PDF)",
    "bench": "Đo tốc độ so với mốc (measure speed against a baseline)",
    "account": "Tạo tài khoản đầu tiên (create the first account)",
    "manage": "Lệnh của Django (Django's own commands)",
}


def start_django() -> None:
    """Load the settings and the apps; called by the commands that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khe.config.settings")
    import django

    django.setup()


def module_of(name: str) -> str:
    """Return the module of a command; `import` is a word of Python, so its module says `importing`."""
    return "khe.config.commands." + {"import": "importing", "export": "exporting"}.get(name, name)


def main(argv: list[str] | None = None) -> int:
    """Run `khe ARGV…` and return the exit status: 0 done, 1 a check failed, 2 refused."""
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="khe", description="Khế - nền tảng điều hành phường, xã")
    sub = parser.add_subparsers(dest="command", metavar="LỆNH", required=True)
    wanted = next((word for word in argv if not word.startswith("-")), None)
    for name, caption in COMMANDS.items():
        command = sub.add_parser(name, help=caption, description=caption)
        if name == wanted:  # only the chosen command's module is loaded
            importlib.import_module(module_of(name)).register(command)
    args = parser.parse_args(argv)
    try:
        return args.run(args) or 0
    except BrokenPipeError:  # the reader (head, less) has gone away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        said = unusable(fault)
        if said is None:
            raise
        print(said, file=sys.stderr)
        return 2


def unusable(fault: Exception) -> str | None:
    """Return a sentence for a database that is not there or not prepared; None for other faults."""
    if type(fault).__module__ not in ("django.db.utils", "psycopg.errors", "psycopg"):
        return None
    if type(fault).__name__ in ("ProgrammingError", "UndefinedTable", "UndefinedColumn"):
        return "Cơ sở dữ liệu chưa được chuẩn bị; hãy chạy: khe migrate (database not prepared)."
    if type(fault).__name__ in ("OperationalError", "ConnectionTimeout"):
        first = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        return f"Không dùng được cơ sở dữ liệu (database unusable): {first}. Hãy thử: khe migrate"
    return None


if __name__ == "__main__":
    sys.exit(main())
