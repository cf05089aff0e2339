"""Runs of gradient descent with one quad neuron on y = z₁², pseudo-Huber loss, in NumPy.

Usage: sweep.py RUNS D N STEPS THREADS; threads take whole runs. The command `run` on standard
input answers nanoseconds, and mean and standard error of the final training risk.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

runs, d, n, steps, threads = map(int, sys.argv[1:])


def one(seed):
    random = np.random.default_rng(seed)
    x = random.standard_normal((n, d))
    y = x[:, 0] ** 2
    theta = random.standard_normal(d)
    theta /= np.linalg.norm(theta)
    for _ in range(steps):
        u = x @ theta
        r = u * u - y
        theta = theta - (0.1 * 2 / n) * (r / np.sqrt(1 + r * r) * u) @ x
    r = (x @ theta) ** 2 - y
    return (np.sqrt(1 + r * r) - 1).mean()


for line in sys.stdin:
    start = time.perf_counter_ns()
    with ThreadPoolExecutor(threads) as pool:
        risks = np.array(list(pool.map(one, range(runs))))
    elapsed = time.perf_counter_ns() - start
    print(elapsed, risks.mean(), risks.std(ddof=1) / np.sqrt(runs), flush=True)
