import Foundation
import Tensors
import Testing

@testable import NeuralNetworks

/// The formulas that people write for a rate.
@Suite struct ScheduleFormTests {
  private func rates(_ schedule: Schedule) -> [Double] { (0..<4).map { schedule.rate(atStep: $0) } }

  @Test func aStepIsARealNumberWhereTheFormulaWantsOne() {
    #expect(rates(Schedule { step in 0.1 / (step + 1) }) == [0.1, 0.05, 0.1 / 3, 0.025])
    #expect(rates(Schedule { 0.1 * pow(0.5, $0) }) == [0.1, 0.05, 0.025, 0.0125])
    #expect(rates(Schedule { step in 0.1 / (1 + 0.5 * step) })[2] == 0.05)
    #expect(rates(Schedule { 0.1 * exp(-0.5 * $0) })[0] == 0.1)
    #expect(rates(Schedule { step in 0.1 / sqrt(step + 1) })[3] == 0.05)
  }

  @Test func itIsAWholeNumberWhereItCanBeOne() {
    #expect(rates(Schedule { step in step < 2 ? 0.1 : 0.01 }) == [0.1, 0.1, 0.01, 0.01])
    #expect(rates(Schedule { step in [0.1, 0.01][step / 2] }) == [0.1, 0.1, 0.01, 0.01])
    #expect(rates(Schedule { $0 % 2 == 0 ? 0.1 : 0.01 }) == [0.1, 0.01, 0.1, 0.01])
    #expect(rates(Schedule { 0.1 / Double($0 + 1) })[1] == 0.05)
    #expect(
      rates(
        Schedule { step in
          let round = step / 2
          return 0.1 / Double(round + 1)
        }) == [0.1, 0.1, 0.05, 0.05])
  }
}
