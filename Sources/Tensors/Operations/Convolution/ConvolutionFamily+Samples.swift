extension ConvolutionFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 800)
    let cases: [(images: [Int], kernel: [Int], geometry: ConvolutionGeometry)] = [
      ([2, 3, 5, 4], [4, 3, 3, 2], ConvolutionGeometry()),
      ([1, 2, 5, 5], [3, 2, 3, 3], ConvolutionGeometry(padding: [1, 1, 1, 1])),
      ([2, 2, 6, 5], [2, 2, 3, 3], ConvolutionGeometry(strides: [2, 2], padding: [0, 1, 1, 1])),
      ([2, 4, 4, 4], [6, 2, 2, 2], ConvolutionGeometry(strides: [1, 2], groups: 2)),
      ([1, 17, 3, 3], [17, 1, 3, 3], ConvolutionGeometry(padding: [1, 1, 1, 1], groups: 17)),
      ([2, 3, 4, 4], [2, 3, 1, 1], ConvolutionGeometry(strides: [3, 2])),
    ]
    return cases.flatMap { images, kernel, geometry -> [OperationSample] in
      let (x, w) = (inputs.real(images), inputs.real(kernel))
      let forward = Primitive.convolution(geometry)
      let dy = inputs.real(Tensors.evaluate(forward, [x, w]).shape)
      return [
        OperationSample(forward, [x, w], tolerance: 64),
        OperationSample(
          .convolutionInputGradient(geometry, inputShape: images), [dy, w], tolerance: 64),
        OperationSample(
          .convolutionKernelGradient(geometry, kernelShape: kernel), [dy, x], tolerance: 64),
      ]
    }
  }
}

extension PoolingFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 900)
    let cases: [(images: [Int], geometry: PoolingGeometry)] = [
      ([2, 3, 4, 4], PoolingGeometry(window: [2, 2], strides: [2, 2])),
      ([1, 2, 5, 7], PoolingGeometry(window: [3, 2], strides: [2, 2])),
      ([2, 1, 5, 5], PoolingGeometry(window: [3, 3], strides: [1, 1], padding: [1, 1, 1, 1])),
      ([1, 2, 4, 5], PoolingGeometry(window: [2, 3], strides: [2, 2], padding: [0, 1, 1, 1])),
    ]
    return cases.flatMap { images, geometry -> [OperationSample] in
      let x = inputs.distinct(images)
      let y = Tensors.evaluate(.maxPool(geometry), [x])
      let dy = inputs.real(y.shape)
      return [
        OperationSample(.maxPool(geometry), [x]),
        OperationSample(
          .maxPoolGradient(geometry), [dy, x, y], differentiable: [true, true, false]),
        OperationSample(.maxPoolSelection(geometry), [inputs.real(images), x]),
      ]
        + [true, false].flatMap { countsPadding in
          [
            OperationSample(.averagePool(geometry, countsPadding: countsPadding), [x]),
            OperationSample(
              .averagePoolGradient(geometry, countsPadding: countsPadding, inputShape: images), [dy]
            ),
          ]
        }
    }
  }
}
