"""Assembly of Xᵀ diag(w) X / n and its eigenvalues, timed on request.

Usage: spectrum.py FOLDER numpy|torch|jax THREADS; x.npy and weights.npy lie in FOLDER. The command
`run` on standard input writes values.bin (f64, ascending) and answers nanoseconds.
"""

import sys
import time

import numpy as np

from arrays import backend

folder, name, threads = sys.argv[1:4]
arrays = backend(name, int(threads))
x = arrays.array(np.load(folder + "/x.npy"))
weights = arrays.array(np.load(folder + "/weights.npy"))
spectrum = arrays.compiled(
    lambda x, weights: arrays.eigenvalues((x * weights[:, None] / len(weights)).T @ x))

for line in sys.stdin:
    start = time.perf_counter_ns()
    values = spectrum(x, weights)
    elapsed = time.perf_counter_ns() - start
    np.asarray(values).tofile(folder + "/values.bin")
    print(elapsed, flush=True)
