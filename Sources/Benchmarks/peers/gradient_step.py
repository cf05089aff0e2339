"""Full-batch gradients of quad neurons with the pseudo-Huber loss in NumPy, timed on request.

Usage: gradient_step.py FOLDER, where x.npy and y.npy lie. Commands on standard input:
  load M      reads theta.npy (M rows) and picks the fastest formulation; answers its name
  step        one gradient; answers nanoseconds
  gradient    writes the gradient as gradient.bin (f64, M rows); answers the mean loss
"""

import sys
import time

import numpy as np

folder = sys.argv[1]
x = np.load(folder + "/x.npy")
y = np.load(folder + "/y.npy")
n = len(y)


def vectors(theta, a):
    u = x @ theta[0]
    r = a[0] * (u * u) - y
    w = np.sqrt(1 + r * r)
    return (w - 1).mean(), ((2 * a[0] / n) * (r / w * u) @ x)[None]


def rows(theta, a):
    u = theta @ x.T
    r = a @ (u * u) - y
    w = np.sqrt(1 + r * r)
    return (w - 1).mean(), ((2 / n) * (r / w) * a[:, None] * u) @ x


def columns(theta, a):
    u = x @ theta.T
    r = (u * u) @ a - y
    w = np.sqrt(1 + r * r)
    return (w - 1).mean(), (x.T @ ((2 / n) * (r / w)[:, None] * a * u)).T


def elapsed(formulation, theta, a):
    start = time.perf_counter_ns()
    formulation(theta, a)
    return time.perf_counter_ns() - start


best = theta = a = None
for line in sys.stdin:
    words = line.split()
    if words[0] == "load":
        theta = np.load(folder + "/theta.npy")
        a = np.where(np.arange(int(words[1])) % 2 == 0, 1.0, -0.5)
        choices = [rows, columns] + ([vectors] if len(a) == 1 else [])
        best = min(choices, key=lambda f: min(elapsed(f, theta, a) for _ in range(4)))
        print(best.__name__, flush=True)
    elif words[0] == "step":
        print(elapsed(best, theta, a), flush=True)
    else:
        loss, gradient = best(theta, a)
        np.ascontiguousarray(gradient).tofile(folder + "/gradient.bin")
        print(repr(float(loss)), flush=True)
