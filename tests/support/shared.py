"""Where the shared reading material lies: beside the project, or where ``KG_SHARED`` says."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))
