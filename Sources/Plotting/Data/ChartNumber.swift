/// A number a chart can draw: every integer and floating-point type of the standard library.
public protocol ChartNumber {
  /// The number as the chart computes with it.
  var chartValue: Double { get }
  /// Whether the type counts (steps, epochs); axes of counts have no fractions.
  static var isCount: Bool { get }
}

extension ChartNumber where Self: BinaryInteger {
  public var chartValue: Double { Double(self) }
  public static var isCount: Bool { true }
}

extension ChartNumber where Self: BinaryFloatingPoint {
  public var chartValue: Double { Double(self) }
  public static var isCount: Bool { false }
}

extension Double: ChartNumber {}
extension Float: ChartNumber {}
#if !(os(macOS) && arch(x86_64))
  extension Float16: ChartNumber {}
#endif
extension Int: ChartNumber {}
extension Int8: ChartNumber {}
extension Int16: ChartNumber {}
extension Int32: ChartNumber {}
extension Int64: ChartNumber {}
extension UInt: ChartNumber {}
extension UInt8: ChartNumber {}
extension UInt16: ChartNumber {}
extension UInt32: ChartNumber {}
extension UInt64: ChartNumber {}

/// Numbers on their way into a mark, with what their type said about them.
package struct ChartNumbers: Sendable, Equatable {
  package var values: [Double]
  package var areCounts: Bool

  package init(_ values: [Double], areCounts: Bool = false) {
    self.values = values
    self.areCounts = areCounts
  }

  package init<Number: ChartNumber>(_ numbers: some Sequence<Number>) {
    // A generic loop over another module's type is not specialized: the common lists go ahead.
    let values =
      switch numbers {
      case let list as [Double]: list
      case let list as [Float]: list.map { Double($0) }
      case let list as [Int]: list.map { Double($0) }
      default: numbers.map { $0.chartValue }
      }
    self.init(values, areCounts: Number.isCount)
  }
}
