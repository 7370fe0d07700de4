"""``python -m analysis``."""

import sys

from analysis.cli import app, pair_parameters

if __name__ == "__main__":
    app(args=pair_parameters(sys.argv[1:]), prog_name="python -m analysis")
