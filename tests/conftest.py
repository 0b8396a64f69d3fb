"""What all tests stand on: a private runtime folder for the PostgreSQL server, and Django set up before models are imported."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="yosher-tests-"))
os.environ.pop("YOSHER_LANGUAGE", None)

from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home

set_up(Home(Path(tempfile.mkdtemp(prefix="yosher-tests-"))), site=True)
