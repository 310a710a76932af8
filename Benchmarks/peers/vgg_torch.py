"""VGG-11 with a quarter of its channels, or VGG-16 with a sixteenth, in PyTorch.

vgg_torch.py plain|bn|narrow EPOCHS; the last is normalized, with batches of 64.
"""
import os, sys, time

import torch
from torch import nn

from fashion import load, report

kind, epochs = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(len(os.sched_getaffinity(0)))
torch.set_flush_denormal(True)
images, labels = load()
x = nn.functional.pad(torch.from_numpy(images[:2560]).unsqueeze(1), (2, 2, 2, 2))
# Channels last is faster for the wide network, and slower for the narrow one.
format = torch.contiguous_format if kind == "narrow" else torch.channels_last
x, y = x.to(memory_format=format), torch.from_numpy(labels[:2560]).long()
layers, channels = [], 1
wide = [[16], [32], [64, 64], [128, 128], [128, 128]]
narrow = [[4, 4], [8, 8], [16, 16, 16], [32, 32, 32], [32, 32, 32]]
for block in narrow if kind == "narrow" else wide:
    for filters in block:
        layers.append(nn.Conv2d(channels, filters, 3, padding=1))
        layers += [nn.BatchNorm2d(filters)] if kind != "plain" else []
        layers.append(nn.ReLU(inplace=True))
        channels = filters
    layers.append(nn.MaxPool2d(2))
head = [nn.Linear(32, 10)] if kind == "narrow" else [nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 10)]
model = nn.Sequential(*layers, nn.Flatten(), *head).to(memory_format=format)
optimizer = torch.optim.SGD(model.parameters(), lr=0.02 if kind == "plain" else 0.05, momentum=0.9)
batch = 64 if kind == "narrow" else 128
times = []
for _ in range(epochs + 1):
    start = time.perf_counter()
    for rows in torch.randperm(2560).split(batch):
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
        optimizer.step()
    times.append((time.perf_counter() - start) * batch / 2560)
report("step", times)
