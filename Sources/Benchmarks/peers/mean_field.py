"""The mean field of phase retrieval by one quad neuron: gradient descent by Gaussian conditioning,
pseudo-Huber loss, the latent direction clamped, timed on request.

Usage: mean_field.py numpy|torch THREADS SAMPLES DELTA STEP_SIZE STEPS BATCHES. Each line on standard input is
answered by nanoseconds, then mean and standard error over batches of the risk and of the norm.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from arrays import backend

threads = int(sys.argv[2])
arrays = backend(sys.argv[1], 1)
n = int(sys.argv[3])
delta, eta = float(sys.argv[4]), float(sys.argv[5])
steps, batches = int(sys.argv[6]), int(sys.argv[7])
d = round(n / delta)
tolerance = 1e-12


def zeros(*shape):
    return arrays.array(np.zeros(shape, order="F"))


def norm(v):
    return float(v @ v) ** 0.5


def risk_and_gradient(u, y):
    r = u * u - y
    w = arrays.sqrt(1 + r * r)
    return (w - 1).mean(), (2 * r / w) * u


def batch(seed):
    """Risk and norm of theta at the last step, with X known on orthonormal axes alone."""
    rng = np.random.default_rng(seed)
    most = min(d, steps + 3)
    x = zeros(n, most)  # X on the axes; the first is the latent direction
    h = zeros(n, min(n, steps))  # orthonormal basis of the gradients
    images = zeros(most, h.shape[1])  # X^T h on the axes
    theta = zeros(most)
    x[:, 0] = arrays.array(rng.standard_normal(n))
    y = x[:, 0] ** 2
    axes, rank = 1, 0

    def new_axis():
        """X on one more axis: noise outside the span of h, and what X^T h says inside it."""
        nonlocal axes
        xi = arrays.array(rng.standard_normal(n))
        known = h[:, :rank]
        xi = xi + known @ (images[axes, :rank] - known.T @ xi)
        x[:, axes] = xi
        axes += 1

    theta[1] = 1.0
    new_axis()
    for step in range(steps + 1):
        risk, g = risk_and_gradient(x[:, :axes] @ theta[:axes], y)
        if step == steps:
            return float(risk), norm(theta)
        known = h[:, :rank]
        c = zeros(rank + 1)
        c[:rank] = known.T @ g
        rest = g - known @ c[:rank]
        again = known.T @ rest
        rest -= known @ again
        c[:rank] += again
        residual = norm(rest)
        if residual > tolerance * norm(g) and rank < h.shape[1]:
            # A second projection leaves rounding where the first left little.
            rest /= residual
            rest -= known @ (known.T @ rest)
            rest /= norm(rest)
            h[:, rank] = rest
            images[:axes, rank] = x[:, :axes].T @ rest
            images[0, rank] = 0  # clamped
            c[rank] = residual
            rank += 1
            if axes < d:
                images[axes, rank - 1] = np.sqrt(rng.chisquare(d - axes))
                new_axis()
        theta[:axes] -= eta / n * (images[:axes, :rank] @ c[:rank])


with ThreadPoolExecutor(threads) as pool:
    for line in sys.stdin:
        start = time.perf_counter_ns()
        values = np.array(list(pool.map(batch, range(batches))))
        nanoseconds = time.perf_counter_ns() - start
        mean, error = values.mean(axis=0), values.std(axis=0, ddof=1) / np.sqrt(batches)
        print(nanoseconds, mean[0], error[0], mean[1], error[1], flush=True)
