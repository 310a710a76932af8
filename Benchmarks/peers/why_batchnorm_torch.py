#!/usr/bin/env python3
"""The experiments of `notebooks/why-batchnorm-works.md` in PyTorch, on Fashion-MNIST.

usage: why_batchnorm_torch.py [--seed N] [--width 4] [--only rates,looks,noise,linear]

Prints the quantities that the note makes claims about, and seconds, as `RESULT name value`.
"""
import argparse, copy, os, statistics, time

import torch
from torch import nn

from fashion import load

STEPS, BATCH, RATE = 300, 64, 0.03


class Noise(nn.Module):
    def forward(self, x):
        if not self.training:
            return x
        uniform = lambda shape, low, high: torch.empty(shape).uniform_(low, high)
        channels = (1, x.shape[1], 1, 1)
        scale = uniform(channels, 1, 1.25) + 0.1 * torch.randn_like(x)
        return x * scale + uniform(channels, -0.5, 0.5) + uniform(x.shape, -0.1, 0.1)


def vgg(width, bn, he=True, noise=False):
    layers, channels = [], 1
    for factor, count in [(1, 2), (2, 2), (4, 3), (8, 3), (8, 3)]:
        for _ in range(count):
            conv = nn.Conv2d(channels, width * factor, 3, padding=1, bias=not bn)
            if he:
                nn.init.kaiming_normal_(conv.weight, nonlinearity="relu")
                if conv.bias is not None:
                    nn.init.zeros_(conv.bias)
            channels = width * factor
            layers += [conv] + [nn.BatchNorm2d(channels)] * bn + [Noise()] * noise + [nn.ReLU()]
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(8 * width, 10))


def images(count):
    x, y = load()
    x = nn.functional.pad(torch.from_numpy(x[:count]).unsqueeze(1), (2, 2, 2, 2))
    return (x - x.mean()) / x.std(), torch.from_numpy(y[:count]).long()


def gradients(model, x, y, loss=nn.functional.cross_entropy):
    value = loss(model(x), y)
    return value.item(), torch.autograd.grad(value, list(model.parameters()))


def moved(model, direction, scale, keep):
    """A copy of the model with the parameters of which `keep` says so moved against a direction."""
    other = copy.deepcopy(model)
    with torch.no_grad():
        for number, (p, d) in enumerate(zip(other.parameters(), direction)):
            if keep(number):
                p -= scale * d
    return other


def shift(model, x, y, weight, rate, loss=nn.functional.cross_entropy):
    number = next(i for i, p in enumerate(model.parameters()) if p is weight)
    g = gradients(model, x, y, loss)[1]
    h = gradients(moved(model, g, rate, lambda i: i < number), x, y, loss)[1]
    a, b = g[number].flatten(), h[number].flatten()
    return (a @ b / (a.norm() * b.norm())).item(), ((a - b).norm() / a.norm()).item()


def probe(model, x, y):
    g = gradients(model, x, y)[1]
    vector = lambda parts: torch.cat([p.flatten() for p in parts])
    base, losses, changes, betas = vector(g), [], [], []
    for s in [RATE * k / 2 for k in range(1, 9)]:
        value, h = gradients(moved(model, g, s, lambda _: True), x, y)
        losses.append(value)
        changes.append((vector(h) - base).norm().item())
        betas.append(changes[-1] / (s * base.norm().item()))
    return max(losses) - min(losses), max(changes), max(betas)


def train(model, data, rate, look=lambda step: None):
    x, y = data
    losses, right = [], []
    for step, rows in enumerate(torch.randperm(len(x)).split(BATCH)):
        look(step)
        output = model(x[rows])
        loss = nn.functional.cross_entropy(output, y[rows])
        losses.append(loss.item())
        right.append((output.argmax(1) == y[rows]).float().mean().item())
        for p, g in zip(model.parameters(), torch.autograd.grad(loss, list(model.parameters()))):
            p.data -= rate * g
    return losses, right


def result(name, value):
    print(f"RESULT {name} {value:.6g}", flush=True)


def kind(bn):
    return "BN" if bn else "plain"


def rates(data, width):
    tail = lambda v: sum(v[-10:]) / 10
    for he, rate in [(False, 0.001), (True, 0.1), (True, 0.3)]:
        for bn in [False, True]:
            start = time.perf_counter()
            losses, right = train(vgg(width, bn, he), data, rate)
            result(f"rate {rate} {kind(bn)}, loss", tail(losses))
            result(f"rate {rate} {kind(bn)}, accuracy", tail(right))
            result(f"rate {rate} {kind(bn)}, seconds", time.perf_counter() - start)


def noise(data, width):
    for bn in [True, False]:
        _, right = train(vgg(width, bn, noise=True), data, 0.1)
        result(f"noise {kind(bn)}, accuracy at step 100", sum(right[90:100]) / 10)


def looks(data, width):
    # As in the note, all looks take one mini-batch, of images that are not trained on.
    x, y = (part[-BATCH:] for part in images(STEPS * BATCH + BATCH))
    for bn in [False, True]:
        model, rows, start = vgg(width, bn), [], time.perf_counter()
        convolutions = [m.weight for m in model if isinstance(m, nn.Conv2d)]

        def look(step):
            if step % 10 == 0:
                statistics_before = copy.deepcopy(model.state_dict())
                fifth, tenth = (shift(model, x, y, convolutions[i], RATE) for i in (4, 9))
                rows.append((*fifth, *tenth, *probe(model, x, y)))
                model.load_state_dict(statistics_before)

        losses, _ = train(model, data, RATE, look)
        middle = [statistics.median(r[i] for r in rows[5 if i < 4 else 10:]) for i in range(7)]
        names = ["cosine 5", "distance 5", "cosine 10", "distance 10", "band", "change", "beta"]
        result(f"looks {kind(bn)}, loss", statistics.median(losses[50:200]))
        for name, value in zip(names, middle):
            result(f"looks {kind(bn)}, {name}", value)
        result(f"looks {kind(bn)}, seconds", time.perf_counter() - start)


def linear(_, __):
    x = torch.randn(500, 10)
    y = x @ torch.randn(10, 10)
    for bn in [False, True]:
        layers = []
        for _ in range(24):
            layers += [nn.Linear(20 if layers else 10, 20)] + [nn.BatchNorm1d(20)] * bn
        model = nn.Sequential(*layers, nn.Linear(20, 10))
        for m in model:
            if isinstance(m, nn.Linear):
                nn.init.xavier_normal_(m.weight), nn.init.zeros_(m.bias)
        weight, cosines = [m.weight for m in model if isinstance(m, nn.Linear)][16], []
        for step in range(200):
            if step % 10 == 0:
                cosines.append(shift(model, x, y, weight, 1e-3, nn.functional.mse_loss)[0])
            value, g = gradients(model, x, y, nn.functional.mse_loss)
            for p, d in zip(model.parameters(), g):
                p.data -= 1e-3 * d
        result(f"linear {kind(bn)}, loss", value)
        result(f"linear {kind(bn)}, cosine 17", statistics.median(cosines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--width", type=int, default=4)
    parser.add_argument("--only", default="rates,looks,noise,linear")
    options = parser.parse_args()
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    torch.set_flush_denormal(True)
    data = images(STEPS * BATCH)
    for name in options.only.split(","):
        torch.manual_seed(options.seed)
        globals()[name](data, options.width)
