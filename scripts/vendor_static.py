"""Copy what the pages need out of node_modules into var/vendor (nothing of it is committed).

    python scripts/vendor_static.py [--node-modules DIR] [--to DIR]

Fonts (woff2, the latin and vietnamese parts), htmx, the paper font for PDF, and one file with the
outline icons, which the `icon` tag inlines. Running it again changes nothing; files that are no
longer needed are removed.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = {"be-vietnam-pro": (400, 500, 600, 700), "inter": (400, 500, 600)}
SUBSETS = {"be-vietnam-pro": ("latin", "vietnamese"), "inter": ("latin",)}
PAPER = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


def wanted(modules: Path) -> Iterator[tuple[Path, str]]:
    """Yield (source, name under the vendor folder) of every file that is copied as it is."""
    for family, weights in WEIGHTS.items():
        for subset in SUBSETS[family]:
            for weight in weights:
                name = f"{family}-{subset}-{weight}-normal.woff2"
                yield modules / "@fontsource" / family / "files" / name, f"fonts/{name}"
    for cut in PAPER:
        yield (
            modules / "@expo-google-fonts/tinos" / cut / f"Tinos_{cut}.ttf",
            f"paper/Tinos_{cut}.ttf",
        )
    yield modules / "htmx.org/dist/htmx.min.js", "htmx.min.js"


def outline_icons(modules: Path) -> str:
    """Return JSON {icon name: the shapes inside its <svg>} of all outline icons."""
    shapes = {}
    for file in sorted((modules / "@tabler/icons/icons/outline").glob("*.svg")):
        inner = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text(encoding="utf-8"), re.DOTALL)
        if inner is None:
            continue
        drawn = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", inner[1])
        shapes[file.stem] = " ".join(drawn.split()).replace(" />", "/>")
    return json.dumps(shapes, separators=(",", ":"), sort_keys=True)


def vendor(modules: Path, to: Path) -> tuple[int, int]:
    """Bring the folder `to` up to date; return (files written, files kept). Raises OSError."""
    fresh = {name: source.read_bytes() for source, name in wanted(modules)}
    icons = outline_icons(modules)
    if len(icons) < 10_000:
        raise FileNotFoundError(f"{modules}/@tabler/icons")
    fresh["icons.json"] = icons.encode()
    written = 0
    for name, content in fresh.items():
        target = to / name
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            part.write_bytes(content)
            part.replace(target)  # a page never sees half a file
            written += 1
    for old in [path for path in to.rglob("*") if path.is_file()]:
        if old.relative_to(to).as_posix() not in fresh:
            old.unlink()
    for folder in sorted((p for p in to.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            shutil.rmtree(folder)
    return written, len(fresh) - written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--node-modules", type=Path, default=ROOT / "node_modules")
    parser.add_argument("--to", type=Path, default=ROOT / "var" / "vendor")
    args = parser.parse_args()
    try:
        written, kept = vendor(args.node_modules, args.to)
    except OSError as missing:
        print(
            f"Chưa có đủ gói giao diện ({missing}). Hãy chạy: npm ci\n"
            "(The npm packages of the pages are missing; run: npm ci)",
            file=sys.stderr,
        )
        return 2
    print(f"var/vendor: {written} tệp mới, {kept} tệp giữ nguyên ({written} new, {kept} kept)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
