"""Writes the golden values of Tests/Goldens/values: what PyTorch, JAX and Keras compute.

Run only to change what is tested; `make test` reads the files. From the repository:
  python3 -m venv peers && peers/bin/pip install torch==2.15.0 safetensors jax==0.10.2 tensorflow-cpu==2.21.0 keras==3.15.1 scikit-learn==1.9.1
  peers/bin/python Tests/Goldens/make_goldens.py
Frameworks may live in two environments: run the script in each; it writes the files of the
framework it finds and says which were left alone.
"""
import importlib.util, json, os, pathlib, sys

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
FOLDER = pathlib.Path(__file__).resolve().parent / "values"
VERSIONS = {"torch": "2.15.0", "jax": "0.10.2", "keras": "3.15.1", "tensorflow": "2.21.0", "sklearn": "1.9.1"}


def numbers(array):
    """Shape and elements; 17 digits bring every double back."""
    array = np.asarray(array, dtype=np.float64)
    return {"shape": list(array.shape), "values": [float(f"{v:.17g}") for v in array.ravel()]}


def write(name, versions, content):
    found = {v: __import__(v).__version__.split("+")[0] for v in versions}
    for package, version in found.items():
        if version != VERSIONS[package]:
            sys.exit(f"{name} is made with {package} {VERSIONS[package]}, this is {version}")
    path = FOLDER / name
    FOLDER.mkdir(exist_ok=True)
    path.write_text(json.dumps({"madeWith": found, **content}, separators=(",", ":")) + "\n")
    print(f"wrote {path} ({path.stat().st_size} bytes)")


# Operations, by PyTorch in double precision.


def operation_cases(torch):
    """Name, function, inputs: all differentiated with a fixed random cotangent."""
    F, random = torch.nn.functional, np.random.default_rng(7)
    normal = lambda *shape: random.standard_normal(shape)
    positive = lambda *shape: random.uniform(0.5, 3, shape)
    away = lambda *shape: np.sign(v := normal(*shape)) * (np.abs(v) + 0.05)
    labels = torch.tensor([3, 0, 2, 4])
    cases = [
        ("matmul", torch.matmul, [normal(3, 4), normal(4, 5)]),
        ("matmul batched", torch.matmul, [normal(2, 3, 4), normal(2, 4, 2)]),
        ("matmul broadcast", torch.matmul, [normal(2, 1, 3, 4), normal(3, 4, 2)]),
        ("matmul matrix vector", torch.matmul, [normal(3, 4), normal(4)]),
        ("softmax", lambda x: F.softmax(x, -1), [3 * normal(4, 5)]),
        ("softmax axis 1", lambda x: F.softmax(x, 1), [3 * normal(2, 3, 4)]),
        ("logSoftmax", lambda x: F.log_softmax(x, -1), [3 * normal(4, 5)]),
        ("logSumExp axis 1", lambda x: torch.logsumexp(x, 1), [3 * normal(3, 4)]),
        ("cross entropy mean", lambda x: F.cross_entropy(x, labels), [3 * normal(4, 5)]),
        ("cross entropy sum", lambda x: F.cross_entropy(x, labels, reduction="sum"), [3 * normal(4, 5)]),
        ("cross entropy none", lambda x: F.cross_entropy(x, labels, reduction="none"), [3 * normal(4, 5)]),
        ("cross entropy smoothed", lambda x: F.cross_entropy(x, labels, label_smoothing=0.1), [3 * normal(4, 5)]),
        ("binary cross entropy", lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor([[0.0, 1, 0.3]] * 2, dtype=torch.float64)), [4 * normal(2, 3)]),
        ("huber", lambda x: F.huber_loss(x, torch.zeros(2, 5).double(), delta=0.7), [away(2, 5)]),
        ("batch norm", lambda x, g, b: F.batch_norm(x, None, None, g, b, True, 0.1, 1e-5), [normal(6, 3), positive(3), normal(3)]),
        ("batch norm images", lambda x, g, b: F.batch_norm(x, None, None, g, b, True, 0.1, 1e-3), [normal(3, 2, 4, 3) + 5, positive(2), normal(2)]),
        ("layer norm", lambda x, g, b: F.layer_norm(x, [5], g, b, 1e-5), [normal(4, 5), positive(5), normal(5)]),
        ("layer norm two axes", lambda x, g, b: F.layer_norm(x, [3, 4], g, b, 1e-3), [normal(2, 3, 4), positive(3, 4), normal(3, 4)]),
        ("group norm", lambda x, g, b: F.group_norm(x, 2, g, b, 1e-5), [normal(2, 4, 3, 2), positive(4), normal(4)]),
        ("sum axes 0 2", lambda x: x.sum((0, 2)), [normal(2, 3, 4)]),
        ("mean axis 1 kept", lambda x: x.mean(1, keepdim=True), [normal(2, 3, 4)]),
        ("max axis 1", lambda x: x.amax(1), [normal(3, 5)]),
        ("max ties", lambda x: x.amax(1), [np.array([[1.0, 3, 3, 2], [5, 5, 5, 0]])]),
        ("min axis 0", lambda x: x.amin(0), [normal(3, 5)]),
        ("product axis 1", lambda x: x.prod(1), [away(3, 4)]),
        ("variance axis 0", lambda x: x.var(0, correction=0), [normal(5, 3)]),
        ("variance unbiased", lambda x: x.var(correction=1), [normal(5, 3)]),
        ("norm axis 1", lambda x: torch.linalg.vector_norm(x, dim=1), [normal(3, 4)]),
        ("where", lambda x, y: torch.where(x > 0, x, y * 2), [away(3, 4), normal(3, 4)]),
        ("maximum", torch.maximum, [normal(3, 4), normal(3, 4)]),
        ("minimum", torch.minimum, [normal(3, 4), normal(3, 4)]),
        ("divide broadcast", torch.div, [normal(3, 4), positive(4)]),
        ("power", torch.pow, [positive(3, 4), normal(4)]),
        ("concatenate", lambda x, y: torch.cat([x, y], 1), [normal(2, 3), normal(2, 2)]),
        ("stack", lambda x, y: torch.stack([x, y], 1), [normal(2, 3), normal(2, 3)]),
        ("gather rows", lambda x: x[torch.tensor([2, 0, 2])], [normal(4, 3)]),
        ("slice", lambda x: x[1:3, ::2], [normal(4, 5)]),
        ("transpose", lambda x: x.permute(2, 0, 1), [normal(2, 3, 4)]),
        ("max pool", lambda x: F.max_pool2d(x, 2), [normal(2, 2, 6, 4)]),
        ("max pool overlapping", lambda x: F.max_pool2d(x, 3, 2, 1), [normal(1, 2, 7, 6)]),
        ("average pool", lambda x: F.avg_pool2d(x, 2), [normal(2, 2, 6, 4)]),
        ("average pool padding left out", lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False), [normal(1, 2, 7, 6)]),
        ("average pool padding counted", lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=True), [normal(1, 2, 7, 6)]),
        ("conv", lambda x, k, b: F.conv2d(x, k, b), [normal(2, 3, 6, 5), normal(4, 3, 3, 3), normal(4)]),
        ("conv strided", lambda x, k, b: F.conv2d(x, k, b, 2, 1), [normal(2, 2, 7, 6), normal(3, 2, 3, 3), normal(3)]),
        ("conv uneven strides", lambda x, k: F.conv2d(x, k, None, (1, 2), (2, 0)), [normal(1, 2, 5, 7), normal(3, 2, 2, 3)]),
        ("conv groups", lambda x, k: F.conv2d(x, k, None, 1, 1, 1, 2), [normal(2, 4, 5, 5), normal(6, 2, 3, 3)]),
        ("conv depthwise", lambda x, k: F.conv2d(x, k, None, 2, 1, 1, 3), [normal(1, 3, 6, 6), normal(3, 1, 3, 3)]),
        ("conv 1x1", lambda x, k: F.conv2d(x, k), [normal(2, 5, 3, 3), normal(4, 5, 1, 1)]),
        ("conv 17 channels", lambda x, k: F.conv2d(x, k, None, 1, 1), [normal(1, 17, 4, 3), normal(2, 17, 3, 3)]),
    ]
    activations = {
        "relu": F.relu, "leakyReLU": lambda x: F.leaky_relu(x, 0.3), "elu": lambda x: F.elu(x, 0.7),
        "gelu": F.gelu, "silu": F.silu, "sigmoid": torch.sigmoid, "tanh": torch.tanh,
        "softplus": lambda x: F.softplus(x, 1, 1e9), "erf": torch.erf, "exp": torch.exp,
        "expm1": torch.expm1, "sin": torch.sin, "cos": torch.cos, "abs": torch.abs,
        "square": torch.square, "clip": lambda x: x.clamp(-0.8, 1.2),
    }
    wide = np.array([-30.0, -8, -2.5, -1, -0.3, -0.011, 0.02, 0.4, 1.1, 3, 9, 25])
    cases += [(name, function, [wide]) for name, function in activations.items()]
    above = np.array([1e-6, 0.01, 0.3, 1, 2.5, 40, 1e5])
    cases += [(n, f, [above]) for n, f in [("log", torch.log), ("sqrt", torch.sqrt), ("rsqrt", torch.rsqrt), ("reciprocal", torch.reciprocal), ("log1p", torch.log1p)]]
    # Channels in whole blocks of sixteen, as oneDNN's own convolutions take them. Appended, like all
    # that is new, so that the random numbers of the others stay.
    cases += [
        ("conv blocks", lambda x, k: F.conv2d(x, k, None, 1, 1), [normal(1, 16, 4, 4), normal(16, 16, 2, 2)]),
        ("conv blocks 1x1", lambda x, k: F.conv2d(x, k), [normal(2, 16, 3, 2), normal(32, 16, 1, 1)]),
        ("conv blocks strided", lambda x, k: F.conv2d(x, k, None, 2, (0, 1)), [normal(3, 16, 5, 4), normal(16, 16, 2, 1)]),
        ("conv first block", lambda x, k, b: F.conv2d(x, k, b, 1, 1), [normal(2, 1, 5, 5), normal(16, 1, 3, 3), normal(16)]),
        ("conv first block colour", lambda x, k: F.conv2d(x, k, None, 2), [normal(2, 3, 5, 4), normal(16, 3, 2, 2)]),
        ("max pool blocks", lambda x: F.max_pool2d(x, 2), [normal(1, 16, 4, 4)]),
        ("average pool uneven", lambda x: F.avg_pool2d(x, (2, 3), (1, 2)), [normal(1, 2, 5, 7)]),
        ("group norm three groups", lambda x, g, b: F.group_norm(x, 3, g, b, 1e-3), [normal(2, 6, 2, 2), positive(6), normal(6)]),
        ("group norm of features", lambda x, g, b: F.group_norm(x, 2, g, b, 1e-3), [normal(3, 6), positive(6), normal(6)]),
        ("batch norm sequence", lambda x, g, b: F.batch_norm(x, None, None, g, b, True, 0.1, 1e-3), [normal(4, 3, 5), positive(3), normal(3)]),
        ("power of a number", lambda x: x ** 1.7, [positive(2, 5)]),
        ("softmax of three axes", lambda x: F.softmax(x, -1), [3 * normal(2, 3, 5)]),
    ]
    return cases


def operations(torch, cases):
    random, result = np.random.default_rng(11), []
    for name, function, arrays in cases:
        inputs = [torch.tensor(a, requires_grad=True) for a in arrays]
        output = function(*inputs)
        cotangent = torch.tensor(random.standard_normal(tuple(output.shape)))
        gradients = torch.autograd.grad(output, inputs, cotangent)
        result.append({
            "name": name, "inputs": [numbers(a) for a in arrays],
            "output": numbers(output.detach()), "cotangent": numbers(cotangent),
            "gradients": [numbers(g) for g in gradients]})
    return result


# Tools for tensors: order, shares, Einstein's summation, triangles, singular values.


def tool_cases(torch):
    random = np.random.default_rng(23)
    normal = lambda *shape: random.standard_normal(shape)
    return [
        ("sorted", lambda x: x.sort(dim=1).values, [normal(3, 6)]),
        ("sorted descending axis 0", lambda x: x.sort(dim=0, descending=True).values, [normal(5, 2, 3)]),
        ("topK", lambda x: x.topk(3, dim=1).values, [normal(4, 7)]),
        ("cumulativeSum", lambda x: x.cumsum(1), [normal(2, 5, 3)]),
        ("cumulativeSum axis 0", lambda x: x.cumsum(0), [normal(6)]),
        ("quantile axis 1", lambda x: x.quantile(0.3, dim=1), [normal(3, 8)]),
        ("quantile of all", lambda x: x.quantile(0.85), [normal(3, 5)]),
        ("quantile kept", lambda x: x.quantile(0.25, dim=0, keepdim=True), [normal(5, 2)]),
        ("einsum product", lambda a, b: torch.einsum("ij,jk->ik", a, b), [normal(3, 4), normal(4, 2)]),
        ("einsum batch", lambda a, b: torch.einsum("bhqd,bhkd->bhqk", a, b), [normal(2, 2, 3, 4), normal(2, 2, 5, 4)]),
        ("einsum implicit", lambda a, b: torch.einsum("ba,cb", a, b), [normal(3, 4), normal(2, 3)]),
        ("einsum diagonal", lambda a, b: torch.einsum("iij,j->i", a, b), [normal(3, 3, 2), normal(2)]),
        ("einsum three", lambda a, b, c: torch.einsum("ij,jk,kl->il", a, b, c), [normal(2, 3), normal(3, 4), normal(4, 2)]),
        ("einsum outer", lambda a, b: torch.einsum("i,j->ji", a, b), [normal(3), normal(2)]),
        ("einsum summed", lambda a, b: torch.einsum("ij,kl->k", a, b), [normal(2, 3), normal(4, 2)]),
        ("diagonal", lambda x: torch.diagonal(x, 1, -2, -1), [normal(2, 3, 4)]),
        ("diagonal below", lambda x: torch.diagonal(x, -2), [normal(4, 3)]),
        ("diagonalMatrix", torch.diag_embed, [normal(2, 3)]),
        ("lowerTriangle", lambda x: x.tril(1), [normal(2, 3, 4)]),
        ("upperTriangle", lambda x: x.triu(-1), [normal(4, 3)]),
        ("trace", torch.trace, [normal(3, 4)]),
        ("rolled", lambda x: x.roll(-2, 1), [normal(2, 5)]),
        ("padded", lambda x: torch.nn.functional.pad(x, (1, 0, 2, 3), value=0.5), [normal(2, 3)]),
        ("singularValues", torch.linalg.svdvals, [normal(2, 4, 3)]),
        ("singularValues wide", torch.linalg.svdvals, [normal(3, 5)]),
    ]


def tool_numbers():
    """What has no gradient, by NumPy; ties, and values on the edges of bins."""
    x = np.array([[3.0, 1, 3, -2, 0.5], [1, 1, 0, 2, -2]])
    counts, edges = np.histogram(x, 4)
    ranged = np.histogram(x, 5, (-1, 2))[0]
    values, times = np.unique(x, return_counts=True)
    return {
        "input": numbers(x), "argsort": np.argsort(x, axis=1, kind="stable").ravel().tolist(),
        "counts": counts.tolist(), "edges": edges.tolist(), "countsInRange": ranged.tolist(),
        "unique": values.tolist(), "uniqueCounts": times.tolist(), "median": float(np.median(x))}


# Layers and losses with arguments of their own, by name as `GoldenLayerTests` knows them.


def torch_layers(torch):
    F, random, result = torch.nn.functional, np.random.default_rng(17), []
    normal = lambda *shape: random.standard_normal(shape)
    shares = np.array([[0.7, 0.2, 0.1], [0.0, 0.0, 1.0]])
    words = torch.tensor([[1, 4, 1], [0, 2, 2]])
    cases = [
        ("instance norm", lambda x, g, b: F.instance_norm(x, weight=g, bias=b, eps=1e-5), [normal(2, 3, 4, 3), normal(3), normal(3)]),
        ("group norm", lambda x, g, b: F.group_norm(x, 2, g, b, 1e-5), [normal(2, 4, 3, 2), normal(4), normal(4)]),
        ("layer norm two axes", lambda x, g, b: F.layer_norm(x, [3, 4], g, b, 1e-5), [normal(2, 3, 4), normal(3, 4), normal(3, 4)]),
        ("upsampling", lambda x: F.interpolate(x, scale_factor=3, mode="nearest"), [normal(2, 2, 3, 2)]),
        ("zero padding", lambda x: F.pad(x, (2, 0, 1, 3)), [normal(2, 2, 3, 2)]),
        ("embedding", lambda w: F.embedding(words, w), [normal(5, 4)]),
        ("linear of series", lambda x, w, b: x @ w + b, [normal(2, 3, 4), normal(4, 5), normal(5)]),
        ("cross entropy of shares smoothed", lambda x: F.cross_entropy(x, torch.tensor(shares), label_smoothing=0.1), [3 * normal(2, 3)]),
        ("cross entropy of series", lambda x: F.cross_entropy(x.reshape(-1, 5), words.reshape(-1)), [3 * normal(2, 3, 5)]),
    ]
    # Of their own generator, so that the numbers above stay.
    fresh = np.random.default_rng(20)
    more = lambda *shape: fresh.standard_normal(shape)
    along = lambda function: lambda x, *weights: function(x.transpose(1, 2), *weights).transpose(1, 2)
    cases += [
        ("convolution of series", along(lambda x, k, b: F.conv1d(x, k, b)), [more(2, 7, 3), more(4, 3, 3), more(4)]),
        ("convolution of series in groups", along(lambda x, k: F.conv1d(x, k, None, 2, 1, 1, 2)), [more(2, 8, 4), more(6, 2, 3)]),
        ("max pooling of series", along(lambda x: F.max_pool1d(x, 2)), [more(2, 7, 3)]),
        ("average pooling of series", along(lambda x: F.avg_pool1d(x, 3, 1)), [more(2, 6, 3)]),
        ("convolution not square", lambda x, k, b: F.conv2d(x, k, b, (2, 1)), [more(2, 3, 6, 5), more(4, 3, 3, 1), more(4)]),
        ("max pooling not square", lambda x: F.max_pool2d(x, (3, 1), (2, 1)), [more(2, 2, 6, 4)]),
        ("average pooling not square", lambda x: F.avg_pool2d(x, (1, 2)), [more(2, 2, 3, 5)]),
        ("upsampling not square", lambda x: F.interpolate(x, scale_factor=(2, 3), mode="nearest"), [more(1, 2, 3, 2)]),
        ("largest of images", lambda x: x.amax((2, 3)), [more(2, 3, 4, 2)]),
        ("largest of series", lambda x: x.amax(1), [more(2, 4, 3)]),
    ]
    for name, function, arrays in cases:
        inputs = [torch.tensor(a, requires_grad=True) for a in arrays]
        output = function(*inputs)
        cotangent = torch.tensor(random.standard_normal(tuple(output.shape)))
        gradients = torch.autograd.grad(output, inputs, cotangent)
        result.append({
            "name": name, "inputs": [numbers(a) for a in arrays],
            "output": numbers(output.detach()), "cotangent": numbers(cotangent),
            "gradients": [numbers(g) for g in gradients]})
    return result


def keras_layers(keras):
    import tensorflow as tf

    K, random, result = keras.losses, np.random.default_rng(19), []
    normal = lambda *shape: random.standard_normal(shape)
    labels = np.array([2, 0, 1, 2])
    weights = np.array([1.0, 0.5, 3.0])
    rows = np.eye(3)[labels]
    norm = keras.layers.BatchNormalization(scale=False)
    regularized = keras.regularizers.L2(0.05)
    sparse = K.SparseCategoricalCrossentropy(from_logits=True)
    smooth = K.CategoricalCrossentropy(from_logits=True, label_smoothing=0.2)
    samples = np.array([1.0, 0.0, 2.5, 0.5])
    regularizing = keras.layers.ActivityRegularization(l1=0.25, l2=0.5)

    group = keras.layers.GroupNormalization(2, axis=1)
    layer_norm = keras.layers.LayerNormalization()
    last, first = [0, 2, 3, 1], [0, 3, 1, 2]  # channels

    def channels_first(function):
        """An operation on images with channels last, as TensorFlow computes them, on ours."""
        return lambda x, *weights: tf.transpose(function(tf.transpose(x, last), *weights), first)

    def convolution(x, kernel):
        """The kernel as ours: [output channels, input channels, height, width]."""
        return tf.nn.conv2d(x, tf.transpose(kernel, [2, 3, 1, 0]), 2, "SAME")

    def activity(x):
        regularizing(x)
        return regularizing.losses[-1]

    cases = [
        ("batch norm of series without scale", lambda x: norm(x, training=True), [normal(3, 4, 5)]),
        ("cross entropy with class weights", lambda x: sparse(labels, x, sample_weight=weights[labels]), [3 * normal(4, 3)]),
        ("cross entropy of one-hot rows smoothed", lambda x: smooth(rows, x), [3 * normal(4, 3)]),
        ("softmax undone", lambda x: sparse(labels, x), [3 * normal(4, 3)]),
        ("penalty", lambda w: regularized(w), [normal(3, 2)]),
        ("cross entropy with sample weights", lambda x: sparse(labels, x, sample_weight=samples), [3 * normal(4, 3)]),
        ("squared error with sample weights", lambda x: K.MeanSquaredError()(rows, x, sample_weight=samples), [normal(4, 3)]),
        ("huber with sample weights", lambda x: K.Huber(0.7)(rows, x, sample_weight=samples), [2 * normal(4, 3)]),
        ("binary cross entropy with sample weights", lambda x: K.BinaryCrossentropy(from_logits=True)(rows, x, sample_weight=samples), [normal(4, 3)]),
        ("activity", activity, [normal(4, 3)]),
        ("group norm", group, [normal(2, 4, 3, 3)]),
        ("layer norm", layer_norm, [normal(3, 5)]),
        ("convolution of stride 2, same", channels_first(convolution), [normal(2, 3, 6, 5), normal(4, 3, 3, 3)]),
        ("max pooling, same", channels_first(lambda x: keras.ops.max_pool(x, 3, 2, "same")), [normal(2, 2, 6, 5)]),
        ("average pooling, same", channels_first(lambda x: keras.ops.average_pool(x, 3, 2, "same")), [normal(2, 2, 6, 5)]),
        ("absolute error", lambda x: K.MeanAbsoluteError()(rows, x), [normal(4, 3)]),
        ("elastic net", lambda w: keras.regularizers.L1L2(0.25, 0.5)(w), [normal(3, 2)]),
    ]
    # Of their own generator, so that the numbers above stay.
    fresh = np.random.default_rng(21)
    more = lambda *shape: fresh.standard_normal(shape)

    def series(**arguments):
        """A convolution along time with the kernel as ours: [filters, features, size]."""
        layer = keras.layers.Conv1D(4, 3, **arguments)
        layer.build((None, 7, 3))
        return lambda x, k, b: layer.stateless_call([tf.transpose(k, [2, 1, 0]), b], [], x)[0]

    def narrow(x, kernel):
        return tf.nn.conv2d(x, tf.transpose(kernel, [2, 3, 1, 0]), (2, 1), "SAME")

    kernels = lambda: [more(2, 7, 3), more(4, 3, 3), more(4)]
    cases += [
        ("convolution of series, same", series(strides=2, padding="same"), kernels()),
        ("convolution of series, causal", series(padding="causal"), kernels()),
        ("max pooling of series, same", lambda x: keras.ops.max_pool(x, 3, 2, "same", "channels_last"), [more(2, 6, 3)]),
        ("average pooling of series, same", lambda x: keras.ops.average_pool(x, 3, 2, "same", "channels_last"), [more(2, 6, 3)]),
        ("mean of series", keras.layers.GlobalAveragePooling1D(), [more(2, 5, 3)]),
        ("convolution not square, same", channels_first(narrow), [more(2, 3, 6, 5), more(4, 3, 3, 1)]),
        ("max pooling not square, same", channels_first(lambda x: keras.ops.max_pool(x, (3, 2), (2, 1), "same")), [more(2, 2, 6, 5)]),
    ]
    for name, function, arrays in cases:
        inputs = [tf.constant(a) for a in arrays]
        with tf.GradientTape() as tape:
            for each in inputs:
                tape.watch(each)
            output = function(*inputs)
            cotangent = tf.constant(random.standard_normal(tuple(output.shape)))
            value = tf.reduce_sum(output * cotangent)
        result.append({
            "name": name, "inputs": [numbers(a) for a in arrays], "output": numbers(output),
            "cotangent": numbers(cotangent),
            "gradients": [numbers(g) for g in tape.gradient(value, inputs)]})
    return result


# Optimizers: 20 steps from the same start with the same gradients, one coordinate of which is
# close to zero: only there do the conventions of epsilon show.

START = np.array([1.0, -2.0, 0.5, 3.0])


def gradient(step):
    """Of step 1, 2, ...: two that change sign, one close to zero, one constant."""
    return np.array([0.1 * step * (-1) ** (step // 3), -0.2 + 0.01 * step, 1e-9 * step, 0.05])


def trajectory(take):
    return [numbers(take(gradient(step))) for step in range(1, 21)]


def torch_optimizers(torch):
    O = torch.optim
    cases = {
        "SGD": (O.SGD, {}), "SGD momentum": (O.SGD, dict(momentum=0.9)),
        "SGD nesterov": (O.SGD, dict(momentum=0.9, nesterov=True)),
        "SGD weight decay": (O.SGD, dict(momentum=0.9, weight_decay=0.1)),
        "RMSprop": (O.RMSprop, {}), "RMSprop momentum": (O.RMSprop, dict(momentum=0.9)),
        "RMSprop centered": (O.RMSprop, dict(centered=True)),
        "Adam": (O.Adam, {}), "Adam weight decay": (O.Adam, dict(weight_decay=0.1)),
        "Adam amsgrad": (O.Adam, dict(amsgrad=True)),
        "AdamW": (O.AdamW, {}), "AdaMax": (O.Adamax, {}), "Nadam": (O.NAdam, {}),
        "Adagrad": (O.Adagrad, {}),
    }
    result = {}
    for name, (kind, arguments) in cases.items():
        weight = torch.nn.Parameter(torch.tensor(START))
        optimizer = kind([weight], **arguments)

        def take(g):
            weight.grad = torch.tensor(g)
            optimizer.step()
            return weight.detach().clone()

        result[name] = trajectory(take)
    return result


def keras_optimizers(keras):
    O = keras.optimizers
    cases = {
        "SGD": (O.SGD, {}), "SGD momentum": (O.SGD, dict(momentum=0.9)),
        "SGD nesterov": (O.SGD, dict(momentum=0.9, nesterov=True)),
        "SGD weight decay": (O.SGD, dict(momentum=0.9, weight_decay=0.1)),
        "RMSprop": (O.RMSprop, {}), "RMSprop momentum": (O.RMSprop, dict(momentum=0.9)),
        "RMSprop centered": (O.RMSprop, dict(centered=True)),
        "Adam": (O.Adam, {}), "Adam weight decay": (O.Adam, dict(weight_decay=0.1)),
        "Adam amsgrad": (O.Adam, dict(amsgrad=True)),
        "Adam accumulating": (O.Adam, dict(gradient_accumulation_steps=3)),
        "AdamW": (O.AdamW, {}), "AdaMax": (O.Adamax, {}), "Nadam": (O.Nadam, {}),
        "Adagrad": (O.Adagrad, {}),
    }
    result = {}
    for name, (kind, arguments) in cases.items():
        weight = keras.Variable(START)
        optimizer = kind(**arguments)

        def take(g):
            optimizer.apply([keras.ops.convert_to_tensor(g)], [weight])
            return keras.ops.convert_to_numpy(weight).copy()

        result[name] = trajectory(take)
    result["SGD average"] = keras_average(keras)
    return result


def keras_average(keras):
    """The running averages of the weights of SGD, which Keras keeps beside them."""
    weight = keras.Variable(START)
    optimizer = keras.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.8)

    def take(g):
        optimizer.apply([keras.ops.convert_to_tensor(g)], [weight])
        return keras.ops.convert_to_numpy(optimizer._model_variables_moving_average[0]).copy()

    return trajectory(take)


# A file that Python's safetensors writes: one tensor of every type.


def safetensors_file(torch):
    import safetensors.torch
    t = torch.tensor
    tensors = {
        "F32": t([[1.5, -2.0], [0.1, float("inf")]]), "F64": t([0.1, -1e300], dtype=torch.float64),
        "F16": t([1.5, -0.1, 6e-8, 65504.0, float("-inf")], dtype=torch.float16),
        "BF16": t([1.5, -3e38], dtype=torch.bfloat16),
        "I8": t([-128, 127], dtype=torch.int8), "I16": t([-32768, 5], dtype=torch.int16),
        "I32": t([[-7], [2147483647]], dtype=torch.int32), "I64": t([-5, 2147483647]),
        "U8": t([0, 255], dtype=torch.uint8), "BOOL": t([True, False]),
        "scalar": t(3.0), "empty": torch.zeros([0, 3]),
    }
    content = safetensors.torch.save(tensors, metadata={"format": "pt", "note": 'a "quoted" \u00e9\n'})
    return {"bytes": list(content),
            "tensors": {name: {"shape": list(v.shape), "values": [repr(float(x)) for x in v.double().flatten()]} for name, v in tensors.items()}}


# Learning rates: those of the first steps, the first before any step.


def torch_schedules(torch):
    S = torch.optim.lr_scheduler
    cases = {
        "one cycle": (S.OneCycleLR, dict(max_lr=0.5, total_steps=40)),
        "one cycle short": (S.OneCycleLR, dict(max_lr=0.5, total_steps=40, pct_start=0.1, div_factor=5, final_div_factor=10)),
        "cyclic": (S.CyclicLR, dict(base_lr=0.1, max_lr=0.4, step_size_up=6, step_size_down=3, cycle_momentum=False)),
        "cyclic halving": (S.CyclicLR, dict(base_lr=0.1, max_lr=0.4, step_size_up=4, mode="triangular2", cycle_momentum=False)),
        "cyclic exponential": (S.CyclicLR, dict(base_lr=0.1, max_lr=0.4, step_size_up=4, mode="exp_range", gamma=0.97, cycle_momentum=False)),
        "warm-up": (S.LinearLR, dict(start_factor=0.25, total_iters=10)),
    }
    result = {}
    for name, (kind, arguments) in cases.items():
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.tensor(START))], lr=0.2)
        scheduler = kind(optimizer, **arguments)
        rates = []
        for _ in range(40):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if len(rates) < 40:
                scheduler.step()
        result[name] = rates
    return result


def keras_schedules(keras):
    S = keras.optimizers.schedules
    cases = {
        "exponential": S.ExponentialDecay(0.1, 7, 0.6),
        "exponential staircase": S.ExponentialDecay(0.1, 7, 0.6, staircase=True),
        "piecewise constant": S.PiecewiseConstantDecay([5, 12], [0.1, 0.03, 0.002]),
        "polynomial": S.PolynomialDecay(0.1, 20),
        "polynomial quadratic": S.PolynomialDecay(0.1, 20, 0.01, power=2.0),
        "cosine": S.CosineDecay(0.1, 25, alpha=0.1),
        "cosine after warm-up": S.CosineDecay(0.0, 25, warmup_target=0.2, warmup_steps=8),
    }
    return {name: [float(schedule(step)) for step in range(40)] for name, schedule in cases.items()}


# Batch normalization: running statistics after three batches.


def normalization_batches():
    random = np.random.default_rng(3)
    return [random.normal(2, 3, (5, 3)) for _ in range(3)]


def torch_statistics(torch):
    layer = torch.nn.BatchNorm1d(3).double()
    outputs = [numbers(layer(torch.tensor(b)).detach()) for b in normalization_batches()]
    layer.eval()
    return {"batches": [numbers(b) for b in normalization_batches()], "outputs": outputs,
            "mean": numbers(layer.running_mean), "variance": numbers(layer.running_var),
            "inference": numbers(layer(torch.tensor(normalization_batches()[0])).detach())}


def keras_statistics(keras):
    layer = keras.layers.BatchNormalization()
    outputs = [numbers(layer(b, training=True)) for b in normalization_batches()]
    return {"batches": [numbers(b) for b in normalization_batches()], "outputs": outputs,
            "mean": numbers(layer.moving_mean), "variance": numbers(layer.moving_variance),
            "inference": numbers(layer(normalization_batches()[0], training=False))}


def keras_initializers(keras):
    """Mean, standard deviation, smallest and largest of a 400 x 250 weight."""
    names = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"]
    result = {}
    for name in names:
        w = np.array(keras.initializers.get({"class_name": name, "config": {"seed": 5}})((400, 250)))
        result[name] = [float(v) for v in (w.mean(), w.std(), w.min(), w.max())]
    return result


# Figures of classification, by scikit-learn and by Keras. Names are those of the metrics tested.


def classification(keras):
    from sklearn import metrics as sk
    M, random = keras.metrics, np.random.default_rng(33)
    n, k = 47, 4
    rows = random.normal(0, 1.5, (n, k)) - [0, 0, 0, 9]  # the last class occurs and is never predicted
    labels = np.where(random.random(n) < 0.6, rows.argmax(1), random.integers(0, k, n))
    single, several = random.normal(0, 2, n), random.normal(-0.5, 2, (n, 3))
    sides = (single + random.normal(0, 2, n) > 0.5).astype(int)
    sets = (several + random.normal(0, 2, (n, 3)) > 0.5).astype(int)
    sigmoid = lambda x: 1 / (1 + np.exp(-x))
    functions = {"precision": sk.precision_score, "recall": sk.recall_score, "F1": sk.f1_score}
    ours, theirs = {}, {}
    for name, f in functions.items():
        score = lambda truth, guess, average, **more: float(f(truth, guess, average=average, zero_division=0, **more))
        every = dict(labels=list(range(k)))
        ours[name] = score(labels, rows.argmax(1), "macro", **every)
        for average in ["micro", "weighted"]:
            ours[f"{average} {name}"] = score(labels, rows.argmax(1), average, **every)
        for index in range(k):
            ours[f"{name} of class {index}"] = score(labels == index, rows.argmax(1) == index, "binary")
        ours[f"one output {name}"] = score(sides, single > 0, "binary")
        ours[f"{name} at 0.3"] = score(sides, sigmoid(single) > 0.3, "binary")
        for average in ["macro", "micro", "weighted"]:
            ours[f"multilabel {average} {name}"] = score(sets, several > 0, average)
        ours[f"multilabel macro {name} at 0.3"] = score(sets, sigmoid(several) > 0.3, "macro")
    ours["AUC"] = float(sk.roc_auc_score(sides, single))
    one_hot = np.eye(k)[labels]
    for average in ["macro", "micro", "weighted"]:
        prefix = "" if average == "macro" else f"{average} "
        theirs[f"{prefix}F1"] = float(M.F1Score(average=average)(one_hot, rows))
        theirs[f"multilabel {average} F1"] = float(M.F1Score(average=average, threshold=0.5)(sets.astype(float), sigmoid(several)))
    theirs["precision at 0.3"] = float(M.Precision(thresholds=0.3)(sides, sigmoid(single)))
    theirs["recall at 0.3"] = float(M.Recall(thresholds=0.3)(sides, sigmoid(single)))
    return {"rows": numbers(rows), "labels": labels.tolist(), "single": numbers(single), "sides": sides.tolist(),
            "several": numbers(several), "sets": numbers(sets), "scikitLearn": ours, "keras": theirs}


# Training: twenty steps of a small network from the same weights with the same batches.


def training(keras, normalized):
    random, L = np.random.default_rng(21), keras.layers
    x = random.normal(0.3, 1.5, (160, 12))
    y = ((x[:, 0] + x[:, 3] > 0.5).astype(int) + (x[:, 5] > 0.4).astype(int))
    layers = [L.Input([12])]
    if normalized:
        layers += [L.BatchNormalization()]
    layers += [L.Dense(8, activation="relu" if normalized else None)]
    layers += [L.BatchNormalization() if normalized else L.LeakyReLU()]
    layers += [L.Dense(3)]
    model = keras.Sequential(layers)
    weights = [random.normal(0, 0.5, (12, 8)), random.normal(0, 0.1, 8), random.normal(0, 0.5, (8, 3)), random.normal(0, 0.1, 3)]
    dense = [layer for layer in model.layers if isinstance(layer, L.Dense)]
    for layer, pair in zip(dense, (weights[:2], weights[2:])):
        layer.set_weights(pair)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    losses = []
    for step in range(20):
        rows = slice(step % 5 * 32, step % 5 * 32 + 32)
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x[rows], y[rows])))
    return {"inputs": numbers(x), "labels": y.tolist(), "weights": [numbers(w) for w in weights],
            "losses": losses, "prediction": numbers(model(x[:4], training=False)),
            "end": [numbers(w) for w in (v for layer in dense for v in layer.get_weights())]}


def main():
    done = []
    if importlib.util.find_spec("torch"):
        import torch
        write("operations.json", ["torch"], {"cases": operations(torch, operation_cases(torch))})
        write("tools-torch.json", ["torch"], {"cases": operations(torch, tool_cases(torch)), "numbers": tool_numbers()})
        write("optimizers-torch.json", ["torch"], {"start": numbers(START), "gradients": trajectory(lambda g: g), "trajectories": torch_optimizers(torch)})
        write("safetensors.json", ["torch"], safetensors_file(torch))
        write("schedules-torch.json", ["torch"], {"rates": torch_schedules(torch)})
        write("batchnorm-torch.json", ["torch"], torch_statistics(torch))
        write("layers-torch.json", ["torch"], {"cases": torch_layers(torch)})
        done.append("torch")
    if importlib.util.find_spec("tensorflow"):
        os.environ["KERAS_BACKEND"] = "tensorflow"
        import keras
        keras.backend.set_floatx("float64")
        made = ["keras", "tensorflow"]
        write("optimizers-keras.json", made, {"start": numbers(START), "gradients": trajectory(lambda g: g), "trajectories": keras_optimizers(keras)})
        write("batchnorm-keras.json", made, keras_statistics(keras))
        write("schedules-keras.json", made, {"rates": keras_schedules(keras)})
        write("layers-keras.json", made, {"cases": keras_layers(keras)})
        write("initializers-keras.json", made, {"statistics": keras_initializers(keras)})
        write("training-keras.json", made, {"plain": training(keras, False), "normalized": training(keras, True)})
        if importlib.util.find_spec("sklearn"):
            write("classification.json", made + ["sklearn"], classification(keras))
        else:
            print("scikit-learn is not installed here: classification.json was left alone")
        done.append("keras")
    if importlib.util.find_spec("jax"):
        import jax
        jax.config.update("jax_enable_x64", True)
        write("operations-jax.json", ["jax"], {"cases": jax_operations(jax)})
        done.append("jax")
    for name in ["torch", "keras", "jax"]:
        if name not in done:
            print(f"{name} is not installed here: its files were left alone")


# A second opinion, by JAX, on what is easiest to get wrong.


def jax_operations(jax):
    jnp, random, result = jax.numpy, np.random.default_rng(13), []
    normal = lambda *shape: random.standard_normal(shape)
    logits = 5 * normal(4, 6)

    def batch_norm(x, g, b):
        return (x - x.mean(0)) * jax.lax.rsqrt(x.var(0) + 1e-3) * g + b

    def conv_same(x, k):
        return jax.lax.conv_general_dilated(x, k, (2, 2), "SAME")

    cases = [
        ("softmax", lambda x: jax.nn.softmax(x), [logits]),
        ("logSoftmax", lambda x: jax.nn.log_softmax(x), [logits]),
        ("logSumExp axis 1", lambda x: jax.nn.logsumexp(x, 1), [logits]),
        ("batch norm keras", batch_norm, [normal(7, 3), normal(3), normal(3)]),
        ("conv same", conv_same, [normal(1, 2, 6, 5), normal(3, 2, 3, 2)]),
        ("gelu", lambda x: jax.nn.gelu(x, approximate=False), [normal(9)]),
        ("silu", jax.nn.silu, [normal(9)]),
        ("softplus", jax.nn.softplus, [10 * normal(9)]),
    ]
    images = normal(1, 2, 5, 4)
    window = lambda x, start, step: jax.lax.reduce_window(x, start, step, (1, 1, 2, 3), (1, 1, 2, 2), "SAME")
    ones = jnp.ones_like(images)
    cases += [
        ("max pool same", lambda x: window(x, -jnp.inf, jax.lax.max), [images]),
        ("average pool same", lambda x: window(x, 0.0, jax.lax.add) / window(ones, 0.0, jax.lax.add), [images]),
        ("conv same even window", lambda x, k: jax.lax.conv_general_dilated(x, k, (1, 1), "SAME"), [normal(1, 2, 4, 3), normal(2, 2, 2, 4)]),
    ]
    for name, function, arrays in cases:
        output, back = jax.vjp(function, *map(jnp.asarray, arrays))
        cotangent = random.standard_normal(output.shape)
        result.append({
            "name": name, "inputs": [numbers(a) for a in arrays], "output": numbers(output),
            "cotangent": numbers(cotangent),
            "gradients": [numbers(g) for g in back(jnp.asarray(cotangent))]})
    return result


if __name__ == "__main__":
    main()
