extension LanguageHints {
  /// What is written with tensors as NumPy and PyTorch users do.
  static func tensorHint(for message: String, _ names: [String], _ line: String) -> String? {
    let comparisons = ["==", "!=", "<", "<=", ">", ">="]
    if names.count >= 2, comparisons.contains(names[1]),
      message.hasSuffix("that 'Tensor' conform to 'BinaryInteger'")
        || message.hasPrefix("binary operator") && message.contains("'Tensor'")
    {
      return "elements are compared by '.\(names[1])', as in 'x .\(names[1]) 0'; the number of a "
        + "tensor of one element is 'x.scalar'"
    }
    if message == "cannot convert value of type 'Tensor' to expected condition type 'Bool'" {
      return "a comparison of tensors is a tensor of 0 and 1: 'if (x .> 0).max().scalar == 1' asks "
        + "for any, 'min()' for all"
    }
    if message == "cannot convert value of type 'Tensor' to expected argument type 'Bool'"
      || message == "binary operator '&' cannot be applied to two 'Tensor' operands"
      || message == "binary operator '|' cannot be applied to two 'Tensor' operands"
    {
      return "conditions of tensors are 0 and 1: both hold in 'a * b', one of them in "
        + "'maximum(a, b)', the opposite is '1 - a'"
    }
    if message == "for-in loop requires 'Tensor' to conform to 'Sequence'" {
      return "rows are taken by their places, 'for i in 0..<x.shape[0] { print(x[i]) }'; all "
        + "numbers are 'x.scalars'"
    }
    if message.hasPrefix("tuple pattern cannot match values of non-tuple type 'Examples'") {
      return "a batch is one value: 'for batch in data.batches(of: 12) { print(batch.inputs, "
        + "batch.targets) }'"
    }
    if message == "cannot convert value of type 'Int' to expected argument type 'Range<Int>'",
      line.contains(/\w\[\s*-?\w+\s*\]/)
    {
      return "a part of it is a range, of one too: 'data[0..<1]'"
    }
    if message == "cannot convert value of type 'Tensor' to expected argument type 'Double'" {
      if line.contains("max(") || line.contains("min(") {
        return "the larger of two numbers, element by element, is 'maximum(x, 0)', the smaller "
          + "'minimum(x, 0)'"
      }
      return "the number of a tensor of one element is 'x.scalar'"
    }
    if message == "cannot convert value of type 'Bool' to expected element type 'TensorLiteral'" {
      return "conditions are 0 and 1 in tensors: 'Tensor([1, 0])'"
    }
    if message.hasPrefix("missing argument label 'arrayLiteral:'") {
      return "numbers nested deeper than four times are a tensor by its type: 'let t: Tensor = "
        + "[[[[[1, 2]]]]]'"
    }
    return nil
  }
}
