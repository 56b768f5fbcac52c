"""R as a peer: a script is handed to Rscript, which times it within itself.

R and its packages come from the distribution (Debian: r-base-core, r-cran-psych, r-cran-lavaan,
r-cran-mclust, r-cran-gparotation); where one is missing the benchmark says what it could not
compare.
"""

import shutil
import subprocess

from bench.measuring import Timing


def timed(
    name: str, *, packages: tuple[str, ...], prepare: str, run: str, times: int
) -> Timing | None:
    """Return what `run` takes in R, `times` times after `prepare`; None where R cannot."""
    if lacking := missing(packages):
        print(f"{name}: not compared, R lacks {lacking}")
        return None
    script = f"""
        suppressMessages(suppressWarnings({{ {"; ".join(f"library({one})" for one in packages)} }}))
        {prepare}
        invisible(suppressMessages(suppressWarnings(capture.output({{ {run} }}))))
        for (time in 1:{times}) {{
            began <- proc.time()[["elapsed"]]
            invisible(suppressMessages(suppressWarnings(capture.output({{ {run} }}))))
            cat("seconds", proc.time()[["elapsed"]] - began, "\\n")
        }}"""
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: not compared, R stopped: {done.stderr.strip().splitlines()[-1]}")
        return None
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("seconds")]
    return Timing(name, tuple(float(seconds) for _, seconds in lines))


def missing(packages: tuple[str, ...]) -> str:
    """Return what is not there: R itself, or the packages that it lacks."""
    if shutil.which("Rscript") is None:
        return "R itself"
    asked = ", ".join(f'"{one}"' for one in packages)
    script = f"cat(setdiff(c({asked}), rownames(installed.packages())))"
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()
