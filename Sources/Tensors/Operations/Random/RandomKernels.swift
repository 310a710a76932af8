/// From random words to numbers. Element i of a tensor is a function of the key and i alone:
///
/// - uniform, Bernoulli: word i % 4 of block i / 4; its upper 24 bits / 2^24 are u in [0, 1);
/// - normal: elements 2j and 2j + 1 are the cosine and sine part of Box and Muller's transform of
///   words 2j and 2j + 1 (counted as above), with u + 2^-24 in (0, 1] under the logarithm, at
///   double precision;
/// - truncated normal: the first of the four normals of counter (i, attempt) within two standard
///   deviations, attempt 0, 1, ...
package enum RandomKernels {
  /// Elements `range` of the random tensor, the first at `output`.
  package static func fill(
    _ distribution: RandomDistribution, _ generator: Philox, range: Range<Int>,
    into output: UnsafeMutablePointer<Float>
  ) {
    switch distribution {
    case .uniform(let lower, let upper):
      let (width, start) = (Float(upper - lower), Float(lower))
      let limit = Float(upper)
      forEachWord(generator, range) { place, word in
        // Rounding can reach the upper bound, which is excluded.
        let value = unit(word) * width + start
        output[place] = value < limit || width <= 0 ? value : limit.nextDown
      }
    case .bernoulli(let probability):
      let threshold = Float(probability)
      forEachWord(generator, range) { output[$0] = unit($1) < threshold ? 1 : 0 }
    case .normal(let mean, let deviation):
      var i = range.lowerBound
      while i < range.upperBound {
        let words = generator.block(i / 4, stream: RandomFamily.Stream.numbers)
        let (a, b) = normals(words[0], words[1])
        let (c, d) = normals(words[2], words[3])
        let numbers = SIMD4(a, b, c, d) * deviation + mean
        repeat {
          output[i - range.lowerBound] = Float(numbers[i % 4])
          i += 1
        } while i % 4 != 0 && i < range.upperBound
      }
    case .truncatedNormal(let mean, let deviation):
      for i in range {
        output[i - range.lowerBound] = Float(mean + deviation * truncatedNormal(generator, i))
      }
    }
  }

  /// The key that a number makes of the generator's.
  static func fold(
    _ generator: Philox, _ number: Int32, into key: UnsafeMutablePointer<Int32>
  ) {
    let words = generator.block(
      Int(UInt32(bitPattern: number)), stream: RandomFamily.Stream.keys)
    key[0] = Int32(bitPattern: words[0])
    key[1] = Int32(bitPattern: words[1])
  }

  /// 0..<count in random order (Fisher and Yates).
  static func permutation(
    _ generator: Philox, _ count: Int, into output: UnsafeMutablePointer<Int32>
  ) {
    for i in 0..<count { output[i] = Int32(i) }
    for i in stride(from: count - 1, to: 0, by: -1) {
      let word = generator.block(i / 4, stream: RandomFamily.Stream.permutation)[i % 4]
      let other = Int((UInt64(word) &* UInt64(i + 1)) >> 32)
      (output[i], output[other]) = (output[other], output[i])
    }
  }

  /// The upper 24 bits as a number in [0, 1).
  @inline(__always)
  private static func unit(_ word: UInt32) -> Float { Float(word >> 8) * 0x1p-24 }

  @inline(__always)
  private static func forEachWord(
    _ generator: Philox, _ range: Range<Int>, _ body: (Int, UInt32) -> Void
  ) {
    var i = range.lowerBound
    while i < range.upperBound {
      let words = generator.block(i / 4, stream: RandomFamily.Stream.numbers)
      repeat {
        body(i - range.lowerBound, words[i % 4])
        i += 1
      } while i % 4 != 0 && i < range.upperBound
    }
  }

  private static func normals(_ first: UInt32, _ second: UInt32) -> (Double, Double) {
    let (radius, angle) = polar(first, second)
    return (radius * Double.cosine(angle), radius * Double.sine(angle))
  }

  @inline(__always)
  private static func polar(_ first: UInt32, _ second: UInt32) -> (radius: Double, angle: Double) {
    (
      (-2 * Double.logarithm((Double(first >> 8) + 1) * 0x1p-24)).squareRoot(),
      2 * Double.pi * Double(second >> 8) * 0x1p-24
    )
  }

  private static func truncatedNormal(_ generator: Philox, _ index: Int) -> Double {
    for attempt in UInt32(0)... {
      let words = generator.words(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), attempt,
        RandomFamily.Stream.truncatedNormal)
      // The first is within bounds nineteen times out of twenty: the others are not made before
      // they are needed.
      for pair in [0, 2] {
        let (radius, angle) = polar(words[pair], words[pair + 1])
        let cosine = radius * Double.cosine(angle)
        if abs(cosine) <= 2 { return cosine }
        let sine = radius * Double.sine(angle)
        if abs(sine) <= 2 { return sine }
      }
    }
    preconditionFailure("attempts are not limited")
  }
}
