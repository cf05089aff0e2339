"""Full-batch gradients of quad neurons with the pseudo-Huber loss, timed on request.

Usage: gradient_step.py FOLDER numpy|torch|jax f64|f32 THREADS; x.npy and y.npy lie in FOLDER.
Commands on standard input:
  load M      reads theta.npy (M rows) and picks the fastest formulation; answers its name
  step        one gradient; answers nanoseconds
  gradient    writes the gradient as gradient.bin (f64, M rows); answers the mean loss
"""

import sys
import time

import numpy as np

folder, backend, precision, threads = sys.argv[1:5]
dtype = np.float32 if precision == "f32" else np.float64
x = np.load(folder + "/x.npy").astype(dtype)
y = np.load(folder + "/y.npy").astype(dtype)
n = len(y)


def numpy_formulations():
    """Answers (name, function) pairs; a function maps (theta, a) to loss and gradient."""

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

    return [rows, columns, vectors]


def torch_formulations():
    import torch

    torch.set_num_threads(int(threads))
    inputs, responses = torch.from_numpy(x), torch.from_numpy(y)

    def autograd(theta, a):
        theta = torch.from_numpy(theta).requires_grad_()
        u = inputs @ theta.T
        r = (u * u) @ torch.from_numpy(a) - responses
        loss = (torch.sqrt(1 + r * r) - 1).mean()
        (gradient,) = torch.autograd.grad(loss, theta)
        return loss.item(), gradient.numpy()

    return [autograd]


def jax_formulations():
    import jax

    jax.config.update("jax_enable_x64", precision == "f64")
    inputs, responses = jax.numpy.asarray(x), jax.numpy.asarray(y)

    def risk(theta, a, inputs, responses):
        u = inputs @ theta.T
        r = (u * u) @ a - responses
        return (jax.numpy.sqrt(1 + r * r) - 1).mean()

    compiled = jax.jit(jax.value_and_grad(risk))

    def jit(theta, a):
        loss, gradient = compiled(theta, a, inputs, responses)
        return loss.item(), np.asarray(gradient.block_until_ready())

    return [jit]


def elapsed(formulation, theta, a):
    start = time.perf_counter_ns()
    formulation(theta, a)
    return time.perf_counter_ns() - start


formulations = {
    "numpy": numpy_formulations, "torch": torch_formulations, "jax": jax_formulations
}[backend]()
best = theta = a = None
for line in sys.stdin:
    words = line.split()
    if words[0] == "load":
        theta = np.load(folder + "/theta.npy").astype(dtype)
        a = np.where(np.arange(int(words[1])) % 2 == 0, 1.0, -0.5).astype(dtype)
        choices = [f for f in formulations if len(a) == 1 or f.__name__ != "vectors"]
        best = min(choices, key=lambda f: min(elapsed(f, theta, a) for _ in range(4)))
        print(best.__name__, flush=True)
    elif words[0] == "step":
        print(elapsed(best, theta, a), flush=True)
    else:
        loss, gradient = best(theta, a)
        np.ascontiguousarray(gradient, np.float64).tofile(folder + "/gradient.bin")
        print(repr(float(loss)), flush=True)
