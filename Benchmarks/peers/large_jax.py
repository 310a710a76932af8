"""784-32-10 on mini-batches of 6,000 in JAX. large_jax.py plain|bn sgd|rmsprop|adam|adamax EPOCHS"""
import sys, time

import jax, jax.numpy as jnp

from fashion import load, report
from optimizers_jax import large

kind, optimizer, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
images, labels = load()
batches = jnp.asarray(images.reshape(10, 6000, 784)), jnp.asarray(labels.reshape(10, 6000))
keys = jax.random.split(jax.random.PRNGKey(1), 2)
parameters = [
    {"w": jax.random.normal(key, (i, o)) * (2 / i) ** 0.5, "b": jnp.zeros(o), "gamma": jnp.ones(o), "beta": jnp.zeros(o)}
    for key, i, o in zip(keys, [784, 32], [32, 10])
]
begin, update = large[optimizer]


def normalize(layer, x):
    if kind != "bn":
        return x
    return (x - x.mean(0)) * jax.lax.rsqrt(x.var(0) + 1e-3) * layer["gamma"] + layer["beta"]


def loss(parameters, x, y):
    first, second = parameters
    x = normalize(first, x @ first["w"] + first["b"])
    logits = normalize(second, jnp.where(x > 0, x, 0.01 * x) @ second["w"] + second["b"])
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()


def step(carry, batch):
    value, gradients = jax.value_and_grad(loss)(carry[0], *batch)
    return update(carry[0], gradients, carry[1]), value


epoch = jax.jit(lambda carry: jax.lax.scan(step, carry, batches))
carry, times = (parameters, begin(parameters)), []
for _ in range(epochs + 1):
    start = time.perf_counter()
    carry, losses = epoch(carry)
    float(losses[-1])
    times.append((time.perf_counter() - start) / 10)
report("step", times)
