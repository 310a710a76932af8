"""The networks of notebooks/batchnorm.md in PyTorch, eager. mlp_torch.py plain|bn EPOCHS"""
import os, sys, time

import torch
from torch import nn

from fashion import load, report

kind, epochs = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(len(os.sched_getaffinity(0)))
torch.manual_seed(1)
images, labels = load()
x, y = torch.from_numpy(images.reshape(-1, 784)), torch.from_numpy(labels).long()
norm = lambda size: nn.BatchNorm1d(size, eps=1e-3, momentum=0.01)
if kind == "bn":
    layers = [norm(784), nn.Linear(784, 300), nn.ReLU(), norm(300), nn.Linear(300, 100), nn.ReLU(), norm(100), nn.Linear(100, 10)]
else:
    layers = [nn.Linear(784, 300), nn.LeakyReLU(0.3), nn.Linear(300, 100), nn.LeakyReLU(0.3), nn.Linear(100, 10)]
model = nn.Sequential(*layers)
optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
train_x, train_y, times = x[5000:], y[5000:], []
for _ in range(epochs + 1):
    start = time.perf_counter()
    model.train()
    order, total, right = torch.randperm(55000), 0.0, 0
    for rows in order.split(32):
        optimizer.zero_grad(set_to_none=True)
        logits = model(train_x[rows])
        loss = nn.functional.cross_entropy(logits, train_y[rows])
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(rows)
        right += (logits.detach().argmax(1) == train_y[rows]).sum()
    model.eval()
    with torch.no_grad():
        nn.functional.cross_entropy(model(x[:5000]), y[:5000]).item()
    times.append(time.perf_counter() - start)
report("epoch", times)
