#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A base to the power of an exponent.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
