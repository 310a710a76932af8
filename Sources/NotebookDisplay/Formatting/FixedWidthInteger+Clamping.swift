extension FixedWidthInteger {
  /// The number without its fraction; the nearest representable value where it is out of range, and
  /// 0 where it is not a number.
  ///
  /// The plain initialiser stops the program there. All conversions of the tool, the kernel, the
  /// report and the displays go through this one, which a test of the compiled code holds.
  package init(clamping number: some BinaryFloatingPoint) {
    if let value = Self(exactly: number.rounded(.towardZero)) {
      self = value
    } else {
      self = number.isNaN ? 0 : number < 0 ? .min : .max
    }
  }
}
