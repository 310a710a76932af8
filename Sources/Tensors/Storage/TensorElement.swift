/// The Swift types that tensors store.
package protocol TensorElement: TensorScalar, SIMDScalar, Numeric, Comparable, Hashable, Codable,
  BitwiseCopyable
{
  /// The element type stored as this Swift type.
  static var elementType: ElementType { get }
}

/// Numbers that can stand beside a tensor in an expression or become one.
public protocol TensorScalar: Sendable {
  /// The element type of a tensor made of these: float32 for `Float` and `Double`, int32 for `Int`
  /// and `Int32`.
  static var defaultElementType: ElementType { get }
  /// The number at double precision.
  var doubleValue: Double { get }
}

extension Float: TensorElement {
  package static var elementType: ElementType { .float32 }
  public static var defaultElementType: ElementType { .float32 }
  public var doubleValue: Double { Double(self) }
}

extension Double: TensorElement {
  package static var elementType: ElementType { .float64 }
  public static var defaultElementType: ElementType { .float32 }
  public var doubleValue: Double { self }
}

extension Int32: TensorElement {
  package static var elementType: ElementType { .int32 }
  public static var defaultElementType: ElementType { .int32 }
  public var doubleValue: Double { Double(self) }
}

extension Int: TensorScalar {
  public static var defaultElementType: ElementType { .int32 }
  public var doubleValue: Double { Double(self) }
}

extension UInt8: TensorScalar {
  public static var defaultElementType: ElementType { .int32 }
  public var doubleValue: Double { Double(self) }
}
