"""Products of Xᵀ diag(w) X / n with a vector, timed on request.

Usage: hessian_product.py FOLDER numpy|torch|jax THREADS; x.npy, weights.npy and theta.npy lie in
FOLDER. The command `run` on standard input writes product.bin (f64) and answers nanoseconds.
"""

import sys
import time

import numpy as np

from arrays import backend

folder, name, threads = sys.argv[1:4]
arrays = backend(name, int(threads))
x = arrays.array(np.load(folder + "/x.npy", mmap_mode="r" if name == "numpy" else None))
weights = arrays.array(np.load(folder + "/weights.npy"))
vector = arrays.array(np.load(folder + "/theta.npy"))
product = arrays.compiled(lambda x, weights, vector: ((x @ vector) * weights / len(weights)) @ x)
product(x, weights, vector)

for line in sys.stdin:
    start = time.perf_counter_ns()
    result = product(x, weights, vector)
    elapsed = time.perf_counter_ns() - start
    np.asarray(result).tofile(folder + "/product.bin")
    print(elapsed, flush=True)
