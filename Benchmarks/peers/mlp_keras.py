"""The networks of notebooks/batchnorm.md in Keras on TensorFlow. mlp_keras.py plain|bn EPOCHS"""
import os, sys, time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
from keras import layers as L

from fashion import load, report

kind, epochs = sys.argv[1], int(sys.argv[2])
images, labels = load()
if kind == "bn":
    hidden = [L.BatchNormalization(), L.Dense(300, "relu"), L.BatchNormalization(), L.Dense(100, "relu"), L.BatchNormalization()]
else:
    hidden = [L.Dense(300), L.LeakyReLU(), L.Dense(100), L.LeakyReLU()]
model = keras.Sequential([L.Input([28, 28]), L.Flatten(), *hidden, L.Dense(10, "softmax")])
model.compile(keras.optimizers.SGD(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
times = []


class Clock(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        times.append(time.perf_counter() - self.start)


model.fit(
    images[5000:], labels[5000:], epochs=epochs + 1, verbose=0, callbacks=[Clock()],
    validation_data=(images[:5000], labels[:5000]))
report("epoch", times)
