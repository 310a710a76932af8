extension UnaryFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 100)
    return FunctionList.unary.flatMap { definition in
      let sample = definition.samples
      return sample.parameters.flatMap { s, t -> [OperationSample] in
        let function = UnaryFunction(definition, s, t)
        let x = inputs.real([3, 7], sample.range, avoiding: sample.kinks)
        let long = inputs.real([2, 19], sample.range, avoiding: sample.kinks)
        var samples = [
          OperationSample(.unary(function), [x]), OperationSample(.unary(function), [long]),
        ]
        guard let differentiable = definition.differentiable else { return samples }
        let needs = differentiable.gradientNeeds(s, t)
        guard needs != .nothing else { return samples }
        let output = evaluate(.unary(function), [x], result: x.signature)
        // Where half of the outputs lie on a kink (relu) any other number does as well.
        let isOnKink = output.doubles.contains { sample.kinks.contains($0) }
        samples.append(
          OperationSample(
            .unaryGradient(UnaryGradient(definition: differentiable, s: s, t: t)),
            [inputs.real([3, 7]), needs == .output && !isOnKink ? output : x], tolerance: 8))
        return samples
      }
    }
  }
}
