/// The runs of contiguous output elements of a broadcast operation with up to three inputs.
///
/// Neighbouring axes that advance alike in all inputs are joined, so that a bias added to a batch
/// is a loop over rows and tensors of equal shape are one run.
struct BroadcastLoop {
  /// Elements of one run.
  private(set) var runLength = 1
  /// 0 or 1 for each input within a run.
  private(set) var runSteps: [Int]
  private var sizes: [Int] = []
  private var strides: [[Int]]

  init(inputs: [[Int]], output: [Int]) {
    let full = inputs.map { Broadcasting.strides(of: $0, in: output) }
    runSteps = inputs.map { _ in 0 }
    strides = inputs.map { _ in [] }
    var joinedSizes: [Int] = []
    var joined: [[Int]] = inputs.map { _ in [] }
    for axis in output.indices.reversed() where output[axis] != 1 {
      let canJoin =
        !joinedSizes.isEmpty
        && full.indices.allSatisfy { input in
          full[input][axis] == joined[input][joined[input].count - 1] * joinedSizes.last!
        }
      if canJoin {
        joinedSizes[joinedSizes.count - 1] *= output[axis]
      } else {
        joinedSizes.append(output[axis])
        for input in full.indices { joined[input].append(full[input][axis]) }
      }
    }
    guard let innermost = joinedSizes.first else { return }
    runLength = innermost
    runSteps = joined.map { $0[0] }
    sizes = Array(joinedSizes.dropFirst())
    strides = joined.map { Array($0.dropFirst()) }
  }

  /// Calls `body` with the offset of every input and of the output at the begin of every run.
  @inline(__always)
  func forEachRun(_ body: (_ inputs: (Int, Int, Int), _ output: Int) -> Void) {
    let runs = sizes.product
    var position = [Int](repeating: 0, count: sizes.count)
    var offsets = [Int](repeating: 0, count: 3)
    for run in 0..<runs {
      body((offsets[0], offsets[1], offsets[2]), run * runLength)
      var axis = 0
      while axis < sizes.count {
        position[axis] += 1
        for input in strides.indices { offsets[input] += strides[input][axis] }
        if position[axis] < sizes[axis] { break }
        for input in strides.indices { offsets[input] -= strides[input][axis] * sizes[axis] }
        position[axis] = 0
        axis += 1
      }
    }
  }
}
