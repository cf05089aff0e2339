"""The mean field of phase retrieval by one quad neuron in NumPy: gradient descent by Gaussian
conditioning, pseudo-Huber loss, the latent direction clamped, timed on request.

Usage: mean_field.py SAMPLES DELTA STEP_SIZE STEPS BATCHES THREADS. Each line on standard input is
answered by nanoseconds, then mean and standard error over batches of the risk and of the norm.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

n = int(sys.argv[1])
delta, eta = float(sys.argv[2]), float(sys.argv[3])
steps, batches, threads = (int(word) for word in sys.argv[4:7])
d = round(n / delta)
tolerance = 1e-12


def risk_and_gradient(u, y):
    r = u * u - y
    w = np.sqrt(1 + r * r)
    return (w - 1).mean(), (2 * r / w) * u


def batch(seed):
    """Risk and norm of theta at the last step, with X known on orthonormal axes alone."""
    rng = np.random.default_rng(seed)
    most = min(d, steps + 3)
    x = np.empty((n, most), order="F")  # X on the axes; the first is the latent direction
    h = np.empty((n, min(n, steps)), order="F")  # orthonormal basis of the gradients
    images = np.zeros((most, h.shape[1]), order="F")  # X^T h on the axes
    theta = np.zeros(most)
    x[:, 0] = rng.standard_normal(n)
    y = x[:, 0] ** 2
    axes, rank = 1, 0

    def new_axis():
        """X on one more axis: noise outside the span of h, and what X^T h says inside it."""
        nonlocal axes
        xi = rng.standard_normal(n)
        known = h[:, :rank]
        xi += known @ (images[axes, :rank] - known.T @ xi)
        x[:, axes] = xi
        axes += 1

    theta[1] = 1.0
    new_axis()
    for step in range(steps + 1):
        risk, g = risk_and_gradient(x[:, :axes] @ theta[:axes], y)
        if step == steps:
            return risk, np.linalg.norm(theta)
        known = h[:, :rank]
        c = known.T @ g
        rest = g - known @ c
        again = known.T @ rest
        rest -= known @ again
        c += again
        residual = np.linalg.norm(rest)
        if residual > tolerance * np.linalg.norm(g) and rank < h.shape[1]:
            # A second projection leaves rounding where the first left little.
            rest /= residual
            rest -= known @ (known.T @ rest)
            rest /= np.linalg.norm(rest)
            h[:, rank] = rest
            images[:axes, rank] = x[:, :axes].T @ rest
            images[0, rank] = 0  # clamped
            c = np.append(c, residual)
            rank += 1
            if axes < d:
                images[axes, rank - 1] = np.sqrt(rng.chisquare(d - axes))
                new_axis()
        theta[:axes] -= eta / n * (images[:axes, :rank] @ c)


with ThreadPoolExecutor(threads) as pool:
    for line in sys.stdin:
        start = time.perf_counter_ns()
        values = np.array(list(pool.map(batch, range(batches))))
        nanoseconds = time.perf_counter_ns() - start
        mean, error = values.mean(axis=0), values.std(axis=0, ddof=1) / np.sqrt(batches)
        print(nanoseconds, mean[0], error[0], mean[1], error[1], flush=True)
