"""The modules of the live page, tested by Node's own test runner: `tests/web/*.test.js`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NODE = Path(sys.prefix) / "bin" / "node"


def test_the_javascript_modules_pass_their_own_tests() -> None:
    """Every file of them is run, and there is more in them than their names: an empty run is no success."""
    files = sorted(path.name for path in HERE.glob("*.test.js"))
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", *files],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    counts = {name: int(count) for name, count in re.findall(r"^# (tests|pass|fail) (\d+)$", done.stdout, re.MULTILINE)}
    assert done.returncode == 0, done.stdout + done.stderr
    assert files
    assert counts["tests"] > len(files), "a file without a test counts as one"
    assert counts["pass"] == counts["tests"]
