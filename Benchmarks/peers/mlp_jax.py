"""The networks of notebooks/batchnorm.md in JAX, a whole epoch under one jit with lax.scan.

mlp_jax.py plain|bn sgd|momentum|rmsprop|adam|adamax EPOCHS
"""
import sys, time

import jax, jax.numpy as jnp

from fashion import load, report
from optimizers_jax import optimizers

kind, optimizer, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
normalized = kind == "bn"
images, labels = load()
images = images.reshape(-1, 784)
validation = (jnp.asarray(images[:5000]), jnp.asarray(labels[:5000]))
train_x, train_y = jnp.asarray(images[5000:]), jnp.asarray(labels[5000:])
sizes = [784, 300, 100, 10]
keys = jax.random.split(jax.random.PRNGKey(1), 3)
parameters = [
    {"w": jax.random.normal(key, (i, o)) * (2 / i) ** 0.5, "b": jnp.zeros(o)}
    | ({"gamma": jnp.ones(i), "beta": jnp.zeros(i)} if normalized else {})
    for key, i, o in zip(keys, sizes, sizes[1:])
]
running = [(jnp.zeros(i), jnp.ones(i)) for i in sizes[:-1]] if normalized else []
begin, update = optimizers[optimizer]


def forward(parameters, running, x, training):
    after = []
    for number, layer in enumerate(parameters):
        if normalized:
            mean, variance = running[number]
            if training:
                batch = (x.mean(0), x.var(0))
                after.append((0.99 * mean + 0.01 * batch[0], 0.99 * variance + 0.01 * batch[1]))
                mean, variance = batch
            x = (x - mean) * jax.lax.rsqrt(variance + 1e-3) * layer["gamma"] + layer["beta"]
        x = x @ layer["w"] + layer["b"]
        if number < 2:
            x = jax.nn.relu(x) if normalized else jnp.where(x > 0, x, 0.3 * x)
    return x, after


def loss(parameters, running, x, y, training=True):
    logits, after = forward(parameters, running, x, training)
    losses = -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1)
    return losses.mean(), (after, (logits.argmax(1) == y).mean())


def step(carry, rows):
    parameters, running, state = carry
    value, gradients = jax.value_and_grad(loss, has_aux=True)(
        parameters, running, train_x[rows], train_y[rows])
    parameters, state = update(parameters, gradients, state)
    return (parameters, value[1][0], state), (value[0], value[1][1])


@jax.jit
def epoch(carry, key):
    order = jax.random.permutation(key, 55000)
    carry, figures = jax.lax.scan(step, carry, order[: 1718 * 32].reshape(-1, 32))
    carry, last = step(carry, order[1718 * 32 :])
    return carry, figures[0].mean()


evaluate = jax.jit(lambda carry: loss(carry[0], carry[1], *validation, training=False))
carry, times = (parameters, running, begin(parameters)), []
for key in jax.random.split(jax.random.PRNGKey(2), epochs + 1):
    start = time.perf_counter()
    carry, mean_loss = epoch(carry, key)
    value = float(evaluate(carry)[0]) + float(mean_loss)
    times.append(time.perf_counter() - start)
report("epoch", times)
