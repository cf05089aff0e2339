"""Products of Xᵀ diag(w) X / n with a vector in NumPy, timed on request.

Usage: hessian_product.py FOLDER, where x.npy, weights.npy and theta.npy lie. The command `product`
on standard input writes product.bin (f64) and answers nanoseconds.
"""

import sys
import time

import numpy as np

folder = sys.argv[1]
x = np.load(folder + "/x.npy", mmap_mode="r")
weights = np.load(folder + "/weights.npy")
vector = np.load(folder + "/theta.npy")

for line in sys.stdin:
    start = time.perf_counter_ns()
    product = ((x @ vector) * weights / len(weights)) @ x
    elapsed = time.perf_counter_ns() - start
    np.asarray(product).tofile(folder + "/product.bin")
    print(elapsed, flush=True)
