"""Fashion-MNIST for the peers, read where `notebook` finds it."""
import gzip, os, pathlib

import numpy as np

FOLDERS = [
    os.environ.get("NOTEBOOK_DATA", "") + "/fashion-mnist",
    "/usr/share/datasets/fashion-mnist",
    os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")) + "/notebook/fashion-mnist",
]


def load():
    """60,000 images [n, 28, 28] in 0...1 as float32, and their labels as int32."""
    folder = next((pathlib.Path(f) for f in FOLDERS if pathlib.Path(f).is_dir()), None)
    if folder is None:
        raise SystemExit("Fashion-MNIST is in none of: " + ", ".join(FOLDERS))
    read = lambda name, offset: np.frombuffer(
        gzip.open(folder / name).read(), np.uint8, offset=offset)
    images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)
    return images.astype(np.float32) / 255, read("train-labels-idx1-ubyte.gz", 8).astype(np.int32)


def report(name, times):
    """The median without the first, in which compilers work."""
    times = times[1:]
    print(f"RESULT {name} {float(np.median(times))}", flush=True)
