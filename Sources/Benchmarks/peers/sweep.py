"""Runs of gradient descent with one quad neuron on y = z₁², pseudo-Huber loss.

Usage: sweep.py numpy|torch|jax THREADS RUNS D N STEPS; threads take whole runs. The command `run` on
standard input answers nanoseconds, and mean and standard error of the final training risk.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from arrays import backend

runs, d, n, steps = map(int, sys.argv[3:])
threads = int(sys.argv[2])
arrays = backend(sys.argv[1], 1)


def descend(x, y, theta):
    def step(theta):
        u = x @ theta
        r = u * u - y
        return theta - (0.1 * 2 / n) * ((r / arrays.sqrt(1 + r * r) * u) @ x)

    r = (x @ arrays.repeated(step, steps, theta)) ** 2 - y
    return (arrays.sqrt(1 + r * r) - 1).mean()


descent = arrays.compiled(descend)


def one(seed):
    random = np.random.default_rng(seed)
    x = random.standard_normal((n, d))
    theta = random.standard_normal(d)
    theta /= np.linalg.norm(theta)
    return float(descent(arrays.array(x), arrays.array(x[:, 0] ** 2), arrays.array(theta)))


one(0)
for line in sys.stdin:
    start = time.perf_counter_ns()
    with ThreadPoolExecutor(threads) as pool:
        risks = np.array(list(pool.map(one, range(runs))))
    elapsed = time.perf_counter_ns() - start
    print(elapsed, risks.mean(), risks.std(ddof=1) / np.sqrt(runs), flush=True)
