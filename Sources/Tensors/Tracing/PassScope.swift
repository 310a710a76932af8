/// The pass through a network under way on the calling thread. What it is only the module of
/// networks knows; it is kept here because a thread has one place for what belongs to it.
package enum PassScope {
  /// The pass under way, if there is one.
  package static var current: (any NetworkPass)? {
    get { ThreadContext.current.pass }
    set { ThreadContext.current.pass = newValue }
  }

  /// Who keeps account of the parameters read on this thread, if anybody does.
  package static var reads: ParameterReads? {
    get { ThreadContext.current.reads }
    set { ThreadContext.current.reads = newValue }
  }

  /// The value of `body`. A message that ends the program meanwhile, and that names a shape of so
  /// many rows, says also where these come from: nobody has written their number.
  ///
  /// - Parameter remark: A sentence without a full stop; none where it is `nil`.
  package static func remarking<Value, Failure: Error>(
    onRows rows: Int, _ remark: String?, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard let remark else { return try body() }
    let context = ThreadContext.current
    let outer = context.remark
    context.remark = RowRemark(rows: rows, text: remark)
    defer { context.remark = outer }
    return try body()
  }

  /// The message with the remark, where it names a shape of as many rows.
  static func remarked(_ message: String) -> String {
    guard let remark = ThreadContext.current.remark,
      ["[\(remark.rows), ", "[\(remark.rows)]"].contains(where: message.contains)
    else { return message }
    return message + "\n  \(remark.text)"
  }
}

/// A pass through a network, as random tensors know it.
package protocol NetworkPass: AnyObject {
  /// The key of a draw that names neither key nor seed.
  func nextUnnamedKey() -> RandomKey
}

/// Where the first axis of shapes in messages comes from.
struct RowRemark {
  let rows: Int
  let text: String
}

/// The parameters read since it was made, each once, in the order of their first reading.
package final class ParameterReads {
  /// In the order of their first reading.
  package private(set) var parameters: [Parameter] = []
  private var seen: Set<ObjectIdentifier> = []

  package init() {}

  func insert(_ parameter: Parameter) {
    if seen.insert(ObjectIdentifier(parameter)).inserted { parameters.append(parameter) }
  }
}
