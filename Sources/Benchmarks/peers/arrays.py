"""What NumPy, PyTorch and JAX each call the same thing, in f64 on the CPU."""

import numpy as np


class NumPy:
    sqrt = staticmethod(np.sqrt)
    array = staticmethod(np.asarray)
    compiled = staticmethod(lambda function: function)
    eigenvalues = staticmethod(np.linalg.eigvalsh)

    @staticmethod
    def repeated(step, count, value):
        for _ in range(count):
            value = step(value)
        return value


class PyTorch(NumPy):
    def __init__(self, threads):
        import torch

        torch.set_num_threads(threads)
        self.sqrt = torch.sqrt
        self.array = torch.from_numpy
        self.eigenvalues = torch.linalg.eigvalsh


class JAX:
    def __init__(self):
        import jax

        jax.config.update("jax_enable_x64", True)
        self.sqrt = jax.numpy.sqrt
        self.array = jax.numpy.asarray
        self.eigenvalues = jax.numpy.linalg.eigvalsh
        self.repeated = lambda step, count, value: jax.lax.fori_loop(
            0, count, lambda _, value: step(value), value)

        def compiled(function):
            jitted = jax.jit(function)
            return lambda *values: jax.block_until_ready(jitted(*values))

        self.compiled = compiled


def backend(name, threads):
    """`threads` within one product; NumPy's are set by the environment."""
    if name == "torch":
        return PyTorch(threads)
    return JAX() if name == "jax" else NumPy()
