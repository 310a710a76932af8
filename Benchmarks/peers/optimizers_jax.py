"""The optimizers of the peers in JAX: (state of a parameter tree, update of parameters)."""
import jax, jax.numpy as jnp

tree = jax.tree.map


def zeros(parameters):
    return tree(jnp.zeros_like, parameters)


def sgd(rate=1e-3):
    return lambda p: (), lambda p, g, s: (tree(lambda p, g: p - rate * g, p, g), s)


def momentum(rate=1e-3):
    def update(p, g, v):
        v = tree(lambda v, g: 0.9 * v - rate * g, v, g)
        return tree(jnp.add, p, v), v

    return zeros, update


def rmsprop(rate=1e-4):
    def update(p, g, v):
        v = tree(lambda v, g: 0.9 * v + 0.1 * g * g, v, g)
        return tree(lambda p, g, v: p - rate * g / jnp.sqrt(v + 1e-7), p, g, v), v

    return zeros, update


def adam(rate=1e-4):
    def update(p, g, state):
        m, v, t = state
        t = t + 1
        m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        scale = rate * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return tree(lambda p, m, v: p - scale * m / (jnp.sqrt(v) + 1e-7), p, m, v), (m, v, t)

    return lambda p: (zeros(p), zeros(p), 0.0), update


def adamax(rate=1e-4):
    def update(p, g, state):
        m, u, t = state
        t = t + 1
        m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        u = tree(lambda u, g: jnp.maximum(0.999 * u, jnp.abs(g)), u, g)
        scale = rate / (1 - 0.9**t)
        return tree(lambda p, m, u: p - scale * m / (u + 1e-7), p, m, u), (m, u, t)

    return lambda p: (zeros(p), zeros(p), 0.0), update


optimizers = {"sgd": sgd(), "momentum": momentum(), "rmsprop": rmsprop(), "adam": adam(), "adamax": adamax()}
large = {"sgd": sgd(0.1), "rmsprop": rmsprop(0.01), "adam": adam(0.05), "adamax": adamax(0.1)}
