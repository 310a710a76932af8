extension Tensor {
  /// A tensor whose elements `initialize` writes, all of them.
  package init<Element: TensorElement>(
    shape: [Int], initializing initialize: (UnsafeMutablePointer<Element>) -> Void
  ) {
    let storage = Storage(count: shape.product, type: Element.elementType)
    initialize(storage.pointer.assumingMemoryBound(to: Element.self))
    self.init(
      shape: shape, elementType: Element.elementType, contents: .concrete(storage, offset: 0))
  }

  /// The first element in memory. The tensor must be concrete, of that type, and outlive the use.
  func pointer<Element: TensorElement>(
    _ type: Element.Type = Element.self
  ) -> UnsafePointer<Element> {
    guard case .concrete(let storage, let offset) = contents else {
      stop("a value that is not known yet was read")
    }
    return UnsafePointer(storage.pointer.assumingMemoryBound(to: Element.self) + offset)
  }

  /// Calls `body` with the elements in row-major order. Stops when the tensor is symbolic or of
  /// another element type.
  package func withElements<Element: TensorElement, Result>(
    of type: Element.Type, file: StaticString = #fileID, line: UInt = #line,
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    requireValue("its elements", file: file, line: line)
    guard elementType == Element.elementType else {
      stop(
        "elements of type \(elementType) were read as \(Element.elementType): convert the tensor "
          + "with converted(to: .\(Element.elementType))", file: file, line: line)
    }
    return try withExtendedLifetime(contents) {
      try body(UnsafeBufferPointer(start: pointer(Element.self), count: count))
    }
  }

  /// Calls `body` with the elements of the variable, to change them: in its memory where no other
  /// tensor shares that, in a copy otherwise. The tensor must be concrete and without a history.
  mutating func withElementsToChange(_ body: (UnsafeMutableRawPointer) -> Void) {
    guard case .concrete(var storage, let offset) = contents else {
      stop("a value that is not known yet was changed")
    }
    // The variable lets go of its storage, so that a single reference means a single holder.
    contents = .concrete(.empty, offset: 0)
    let stride = elementType.stride
    if isKnownUniquelyReferenced(&storage) {
      storage.change()
      body(storage.pointer + offset * stride)
      contents = .concrete(storage, offset: offset)
    } else {
      let copy = Storage(count: count, type: elementType)
      copy.pointer.copyMemory(
        from: storage.pointer + offset * stride, byteCount: count * stride)
      body(copy.pointer)
      contents = .concrete(copy, offset: 0)
    }
  }

  /// Stops when the tensor is symbolic; `use` says what was asked.
  func requireValue(_ use: String, file: StaticString, line: UInt) {
    guard case .symbolic(let builder, _) = contents else { return }
    guard builder === ThreadContext.current.trace else {
      stop(
        "\(use) cannot be read: this tensor of shape \(shape) was kept from a function that was "
          + "planned, such as a layer's call or a step's loss, and has no value outside of it; return it, "
          + "assign it in the function to a Parameter(…, isTrainable: false), or record it with a Recorder",
        file: file, line: line)
    }
    stop(
      "\(use) cannot be read while the function is being planned: this tensor of shape \(shape) "
        + "has no value yet; return it from the function and read it afterwards, or choose "
        + "with `where` instead of `if`",
      file: file, line: line)
  }
}
