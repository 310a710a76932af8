internal import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The natural logarithm of a number, rounded once.
func scalarLogarithm(_ number: Double) -> Double { log(number) }

/// base to the power of exponent.
func raised(_ base: Double, to exponent: Double) -> Double { pow(base, exponent) }

/// 1 - base ^ step, computed as -(exp(step · ln base) - 1): the difference itself would lose four
/// of float32's seven digits for a base of 0.999 at the first step.
func complementOfPower(_ base: Double, _ step: Tensor) -> Tensor {
  base == 0 ? step * 0 + 1 : expm1(step * scalarLogarithm(base)) * -1
}
