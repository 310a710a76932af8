#!/usr/bin/env python3
"""The networks of `notebooks/training-speed.md` in NumPy: 784-32-10 on ten mini-batches of 6,000.

usage: training_speed_numpy.py [--epochs N] [--seed N] [--only NAME,...]

Prints `RESULT name value` for every configuration: the mean accuracy over the last epoch's ten
steps, each measured before its update; the accuracy on mini-batch 8 with the final weights, and
the same with the images moved on by one position; and the seconds taken.
"""
import argparse, time
import numpy as np
from fashion import load

SLOPE, EPSILON = 0.01, 1e-8


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class Normalization:
    """Batch normalization; `published` keeps the mistakes: unsummed gradients of scale and shift,
    and statistics taken for constants."""

    def __init__(self, units, published):
        self.gamma, self.beta = np.ones((1, units), np.float32), np.zeros((1, units), np.float32)
        self.published = published

    def forward(self, z):
        self.deviation = np.sqrt(z.var(axis=0) + EPSILON)
        self.normed = (z - z.mean(axis=0)) / self.deviation
        return self.normed * self.gamma + self.beta

    def backward(self, dy, count):
        dgamma, dbeta = dy * self.normed, dy
        dx = dy * self.gamma / self.deviation
        if not self.published:
            dgamma, dbeta = dgamma.sum(axis=0, keepdims=True) / count, dy.sum(axis=0, keepdims=True) / count
            dx = dx - dx.mean(axis=0) - self.normed * (dx * self.normed).mean(axis=0)
        return dx, dgamma, dbeta


class Network:
    def __init__(self, seed, normalization):
        r = np.random.default_rng(seed)
        scale = 1 / 28
        self.weights = [(r.standard_normal(s) * scale).astype(np.float32) for s in [(784, 32), (32, 10)]]
        self.biases = [np.zeros((1, n), np.float32) for n in (32, 10)]
        self.norms = None if normalization is None else [
            Normalization(n, normalization == "published") for n in (32, 10)]

    @property
    def parameters(self):
        extra = self.biases if self.norms is None else [v for n in self.norms for v in (n.gamma, n.beta)]
        return self.weights + extra

    def set(self, values):
        self.weights = values[:2]
        if self.norms is None:
            self.biases = values[2:]
        else:
            (self.norms[0].gamma, self.norms[0].beta, self.norms[1].gamma, self.norms[1].beta) = values[2:]

    def forward(self, x):
        z = x @ self.weights[0]
        self.z1 = self.norms[0].forward(z) if self.norms else z + self.biases[0]
        self.hidden = np.where(self.z1 > 0, self.z1, SLOPE * self.z1)
        z = self.hidden @ self.weights[1]
        return softmax(self.norms[1].forward(z) if self.norms else z + self.biases[1])

    def gradients(self, x, labels, probabilities):
        count = len(x)
        d2 = probabilities.copy()
        d2[np.arange(count), labels] -= 1
        extra2 = [d2.mean(axis=0, keepdims=True)]
        if self.norms:
            d2, *extra2 = self.norms[1].backward(d2, count)
        dw2 = self.hidden.T @ d2 / count
        d1 = (d2 @ self.weights[1].T) * np.where(self.z1 > 0, 1, SLOPE).astype(np.float32)
        extra1 = [d1.mean(axis=0, keepdims=True)]
        if self.norms:
            d1, *extra1 = self.norms[0].backward(d1, count)
        return [x.T @ d1 / count, dw2] + extra1 + extra2


def step(rule, rate, memory, value, gradient):
    """The rules as the document has them: no bias correction, epsilon inside the root."""
    if rule == "sgd":
        return value - rate * gradient
    if rule == "rmsprop":
        memory["v"] = 0.99 * memory.get("v", 0) + 0.01 * gradient**2
        return value - rate * gradient / np.sqrt(memory["v"] + EPSILON)
    memory["m"] = 0.9 * memory.get("m", 0) + 0.1 * gradient
    if rule == "adam":
        memory["v"] = 0.99 * memory.get("v", 0) + 0.01 * gradient**2
        return value - rate * memory["m"] / np.sqrt(memory["v"] + EPSILON)
    memory["u"] = np.maximum(0.99 * memory.get("u", 0), np.abs(gradient))
    divisor = np.sqrt(memory["u"] + EPSILON) if rule == "adamax-root" else memory["u"] + EPSILON
    return value - rate * memory["m"] / divisor


CONFIGURATIONS = {
    "plain": (None, "sgd", 0.1), "normalized": ("right", "sgd", 0.1),
    "published": ("published", "sgd", 0.1), "published-rmsprop": ("published", "rmsprop", 0.01),
    "published-adam": ("published", "adam", 0.05), "published-adamax": ("published", "adamax-root", 0.1),
    "rmsprop": ("right", "rmsprop", 0.01), "adam": ("right", "adam", 0.05),
    "adamax": ("right", "adamax-root", 0.1),
}


def train(images, labels, seed, normalization, rule, rate, epochs):
    network, memories, accuracies = Network(seed, normalization), [{} for _ in range(6)], []
    start = time.perf_counter()
    for _ in range(epochs):
        accuracies = []
        for b in range(0, 60_000, 6_000):
            x, y = images[b:b + 6_000], labels[b:b + 6_000]
            p = network.forward(x)
            accuracies.append((p.argmax(axis=1) == y).mean())
            gradients = network.gradients(x, y, p)
            network.set([step(rule, rate, m, v, g) for m, v, g in zip(memories, network.parameters, gradients)])
    seconds = time.perf_counter() - start
    x, y = images[48_000:54_000], labels[48_000:54_000]
    share = lambda shift: (network.forward(np.roll(x, shift, 0)).argmax(1) == np.roll(y, shift)).mean()
    return float(np.mean(accuracies)), float(share(0)), float(share(1)), seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(CONFIGURATIONS))
    options = parser.parse_args()
    images, labels = load()
    images = images.reshape(60_000, 784).astype(np.float32)
    for name in options.only.split(","):
        figures = train(images, labels, options.seed, *CONFIGURATIONS[name], options.epochs)
        for figure, value in zip(["last epoch", "mini-batch 8", "moved by one", "seconds"], figures):
            print(f"RESULT {name}, {figure} {value:.6g}", flush=True)
