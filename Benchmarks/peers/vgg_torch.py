"""VGG-11 with a quarter of its channels in PyTorch, channels last. vgg_torch.py plain|bn EPOCHS"""
import os, sys, time

import torch
from torch import nn

from fashion import load, report

kind, epochs = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(len(os.sched_getaffinity(0)))
torch.set_flush_denormal(True)
images, labels = load()
x = nn.functional.pad(torch.from_numpy(images[:2560]).unsqueeze(1), (2, 2, 2, 2))
x, y = x.to(memory_format=torch.channels_last), torch.from_numpy(labels[:2560]).long()
layers, channels = [], 1
for block in [[16], [32], [64, 64], [128, 128], [128, 128]]:
    for filters in block:
        layers.append(nn.Conv2d(channels, filters, 3, padding=1))
        layers += [nn.BatchNorm2d(filters)] if kind == "bn" else []
        layers.append(nn.ReLU(inplace=True))
        channels = filters
    layers.append(nn.MaxPool2d(2))
model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 10))
model = model.to(memory_format=torch.channels_last)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05 if kind == "bn" else 0.02, momentum=0.9)
times = []
for _ in range(epochs + 1):
    start = time.perf_counter()
    for rows in torch.randperm(2560).split(128):
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
        optimizer.step()
    times.append((time.perf_counter() - start) / 20)
report("step", times)
