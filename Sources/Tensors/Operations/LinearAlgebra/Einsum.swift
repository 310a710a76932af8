/// Einstein's summation: products of tensors whose axes have names, summed over the names that the
/// result lacks.
///
/// ```swift
/// einsum("ij,jk->ik", a, b)        // the matrix product
/// einsum("bhqd,bhkd->bhqk", q, k)  // scores of attention
/// einsum("ii->", a)                // the trace
/// ```
///
/// Without an arrow the result has the names that occur once, in alphabetical order. Tensors are
/// combined from left to right, each pair by one matrix product. Integers take the element type of
/// the others, and count as float32 where all are.
///
/// - Parameters:
///   - equation: A letter for every axis, tensors separated by commas; the axes of the result after
///     `->`. Spaces do not count.
///   - tensors: One for each group of letters.
public func einsum(
  _ equation: String, _ tensors: Tensor..., file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let tensors = Tensor.unified(tensors).map(\.floating)
  do throws(TensorError) {
    let plan = try EinsumEquation(equation, tensors)
    return plan.evaluate(tensors)
  } catch {
    stop(error.message, file: file, line: line)
  }
}

/// What an equation of ``einsum(_:_:file:line:)`` says, checked against the tensors.
private struct EinsumEquation {
  private let operands: [[Character]]
  private let result: [Character]

  init(_ text: String, _ tensors: [Tensor]) throws(TensorError) {
    func wrong(_ reason: String) -> TensorError { TensorError("einsum(\"\(text)\") \(reason)") }
    let letters = text.filter { !$0.isWhitespace }
    let sides = Self.parts(of: letters, separatedBy: "->")
    guard sides.count <= 2 else { throw wrong("expects at most one arrow") }
    operands = Self.parts(of: sides[0], separatedBy: ",").map(Array.init)
    guard operands.count == tensors.count else {
      throw wrong("names the axes of \(operands.count) tensors, got \(tensors.count)")
    }
    var sizes: [Character: Int] = [:]
    for (number, (names, tensor)) in zip(operands, tensors).enumerated() {
      if let other = names.first(where: { !($0.isASCII && $0.isLetter) }) {
        throw wrong("expects a letter for every axis, got \"\(other)\"")
      }
      guard names.count == tensor.rank else {
        throw wrong(
          "names \(names.count) axes of tensor \(number), which has shape \(tensor.shape)")
      }
      guard tensor.elementType == tensors[0].elementType else {
        throw wrong(
          "expects tensors of one element type, got \(tensors[0].elementType) and "
            + "\(tensor.elementType) (tensor \(number)): convert it with converted(to:)")
      }
      for (name, size) in zip(names, tensor.shape) {
        guard sizes[name, default: size] == size else {
          throw wrong("expects one size of axis \(name), got \(sizes[name] ?? 0) and \(size)")
        }
        sizes[name] = size
      }
    }
    let all = operands.flatMap(\.self)
    guard sides.count == 2 else {
      result = Set(all).filter { name in all.count { $0 == name } == 1 }.sorted()
      return
    }
    result = Array(sides[1])
    if let unknown = result.first(where: { !all.contains($0) }) {
      throw wrong("has an axis \(unknown) in its result, which no tensor has")
    }
    guard Set(result).count == result.count else {
      throw wrong("expects every axis of the result once")
    }
  }

  private static func parts(of text: String, separatedBy mark: String) -> [String] {
    var parts = [""]
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix(mark) {
        parts.append("")
        rest = rest.dropFirst(mark.count)
      } else {
        parts[parts.count - 1].append(first)
        rest = rest.dropFirst()
      }
    }
    return parts
  }

  func evaluate(_ tensors: [Tensor]) -> Tensor {
    var terms = zip(operands, tensors).map { Term(names: $0, tensor: $1).withoutRepeatedNames }
    while terms.count > 1 {
      let kept = Set(result + terms[2...].flatMap(\.names))
      terms.replaceSubrange(..<2, with: [terms[0].product(terms[1], keeping: kept)])
    }
    let last = terms[0].summed(keeping: Set(result))
    return last.ordered(result).tensor
  }
}

/// A tensor whose axes have names.
private struct Term {
  let names: [Character]
  let tensor: Tensor

  /// Its diagonal where a name occurs twice.
  var withoutRepeatedNames: Term {
    for (place, name) in names.enumerated() {
      guard let second = names[(place + 1)...].firstIndex(of: name) else { continue }
      let others = names.indices.filter { $0 != place && $0 != second }
      let diagonal = tensor.transposed(others + [place, second]).diagonal()
      return Term(names: others.map { names[$0] } + [name], tensor: diagonal)
        .withoutRepeatedNames
    }
    return self
  }

  /// The sum over all axes that are not kept.
  func summed(keeping kept: Set<Character>) -> Term {
    let axes = names.indices.filter { !kept.contains(names[$0]) }
    guard !axes.isEmpty else { return self }
    return Term(names: names.filter(kept.contains), tensor: tensor.sum(axes: axes))
  }

  /// The axes in another order.
  func ordered(_ order: [Character]) -> Term {
    Term(
      names: order, tensor: tensor.transposed(order.compactMap { names.firstIndex(of: $0) }))
  }

  /// The product with another, summed over the axes that both have and that are not kept.
  func product(_ other: Term, keeping kept: Set<Character>) -> Term {
    let left = summed(keeping: kept.union(other.names))
    let right = other.summed(keeping: kept.union(names))
    let common = left.names.filter(right.names.contains)
    let batch = common.filter(kept.contains)
    let inner = common.filter { !kept.contains($0) }
    let rows = left.names.filter { !common.contains($0) }
    let columns = right.names.filter { !common.contains($0) }
    func sizes(_ names: [Character], in term: Term) -> [Int] {
      names.compactMap { name in
        term.names.firstIndex(of: name).map { term.tensor.shape[$0] }
      }
    }
    let (batchSizes, innerSize) = (sizes(batch, in: left), sizes(inner, in: left).product)
    let (rowSizes, columnSizes) = (sizes(rows, in: left), sizes(columns, in: right))
    let a = left.ordered(batch + rows + inner).tensor
      .reshaped(to: [batchSizes.product, rowSizes.product, innerSize])
    let b = right.ordered(batch + inner + columns).tensor
      .reshaped(to: [batchSizes.product, innerSize, columnSizes.product])
    return Term(
      names: batch + rows + columns,
      tensor: a.matmul(b).reshaped(to: batchSizes + rowSizes + columnSizes))
  }
}
