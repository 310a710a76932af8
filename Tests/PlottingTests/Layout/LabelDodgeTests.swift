import Testing

@testable import Plotting

@Suite struct LabelDodgeTests {
  @Test func neverLetsLabelsOverlap() {
    var random = Randomness(seed: 3)
    for _ in 0..<300 {
      let count = 1 + Int(random.next() * 8)
      let wanted = (0..<count).map { _ in random.next() * 200 }
      let placed = LabelDodge.positions(for: wanted, gap: 14, in: 0...200)
      let sorted = placed.sorted()
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 14 - 1e-9 }, "\(wanted)")
      #expect(sorted.allSatisfy { $0 >= -1e-9 && $0 <= 200 + 1e-9 }, "\(wanted): \(placed)")
      let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
      #expect(order.map { placed[$0] } == sorted)
    }
  }

  @Test func leavesLabelsThatHaveRoomWhereTheyAre() {
    #expect(LabelDodge.positions(for: [100, 20, 60], gap: 14, in: 0...120) == [100, 20, 60])
  }

  @Test func movesTwoTouchingLabelsTheSameWay() {
    #expect(LabelDodge.positions(for: [50, 52], gap: 14, in: 0...120) == [44, 58])
  }

  @Test func keepsTheOrderOfEqualPositions() {
    #expect(LabelDodge.positions(for: [0, 0, 0], gap: 10, in: 0...100) == [0, 10, 20])
  }
}
