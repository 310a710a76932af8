"""784-32-10 on mini-batches of 6,000 in NumPy. large_numpy.py plain|bn sgd|rmsprop|adam|adamax EPOCHS"""
import sys, time

import numpy as np

from fashion import load, report

kind, optimizer, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
normalized = kind == "bn"
images, labels = load()
x = images.reshape(10, 6000, 784)
y = np.eye(10, dtype=np.float32)[labels].reshape(10, 6000, 10)
random = np.random.default_rng(1)
draw = lambda i, o: (random.standard_normal((i, o)) * (2 / i) ** 0.5).astype(np.float32)
ones, zeros = (lambda n: np.ones(n, np.float32)), (lambda n: np.zeros(n, np.float32))
p = {"w1": draw(784, 32), "b1": zeros(32), "w2": draw(32, 10), "b2": zeros(10)}
if normalized:
    p |= {"g1": ones(32), "t1": zeros(32), "g2": ones(10), "t2": zeros(10)}
m, v = ({k: np.zeros_like(a) for k, a in p.items()} for _ in range(2))


def normalize(z, gamma, beta):
    centred = z - z.mean(0)
    root = np.sqrt((centred * centred).mean(0) + np.float32(1e-3))
    hat = centred / root
    return hat * gamma + beta, (hat, root, gamma)


def normalize_back(d, known):
    hat, root, gamma = known
    dg, db = (d * hat).sum(0), d.sum(0)
    return gamma / root * (d - (hat * dg + db) / np.float32(len(d))), dg, db


def step(xb, yb, t):
    z1 = n1 = xb @ p["w1"] + p["b1"]
    if normalized:
        n1, known1 = normalize(z1, p["g1"], p["t1"])
    a1 = np.where(n1 > 0, n1, np.float32(0.01) * n1)
    z2 = a1 @ p["w2"] + p["b2"]
    if normalized:
        z2, known2 = normalize(z2, p["g2"], p["t2"])
    e = np.exp(z2 - z2.max(1, keepdims=True))
    q = e / e.sum(1, keepdims=True)
    d, g = (q - yb) / np.float32(len(xb)), {}
    if normalized:
        d, g["g2"], g["t2"] = normalize_back(d, known2)
    g["w2"], g["b2"] = a1.T @ d, d.sum(0)
    d = d @ p["w2"].T * np.where(n1 > 0, np.float32(1), np.float32(0.01))
    if normalized:
        d, g["g1"], g["t1"] = normalize_back(d, known1)
    g["w1"], g["b1"] = xb.T @ d, d.sum(0)
    for k in p:
        if optimizer == "sgd":
            p[k] -= np.float32(0.1) * g[k]
        elif optimizer == "rmsprop":
            v[k] = np.float32(0.9) * v[k] + np.float32(0.1) * g[k] ** 2
            p[k] -= np.float32(0.01) * g[k] / np.sqrt(v[k] + np.float32(1e-7))
        else:
            m[k] = np.float32(0.9) * m[k] + np.float32(0.1) * g[k]
            if optimizer == "adam":
                v[k] = np.float32(0.999) * v[k] + np.float32(0.001) * g[k] ** 2
                scale = np.float32(0.05 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t))
                p[k] -= scale * m[k] / (np.sqrt(v[k]) + np.float32(1e-7))
            else:
                v[k] = np.maximum(np.float32(0.999) * v[k], np.abs(g[k]))
                p[k] -= np.float32(0.1 / (1 - 0.9**t)) * m[k] / (v[k] + np.float32(1e-7))
    return -(yb * np.log(q + np.float32(1e-12))).sum() / len(xb)


times = []
for epoch in range(epochs + 1):
    start = time.perf_counter()
    for i in range(10):
        step(x[i], y[i], epoch * 10 + i + 1)
    times.append((time.perf_counter() - start) / 10)
report("step", times)
