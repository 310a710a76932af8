import Testing

@testable import KernelSupervision

@Suite struct LoadingProblemTests {
  @Test func namesTheModuleWhoseCodeIsMissing() {
    let reason =
      "/tmp/r/Cell1.so: undefined symbol: $s7Testing36__defaultSynchronousContextScA_pSgvg"
    #expect(
      LoadingProblem.explanation(reason)
        == "the library of the module 'Testing' is not loaded with cells: they can import the "
        + "standard library's modules, Foundation and what docs/api.md lists\n" + reason)
  }

  @Test(arguments: [
    "x.so: cannot open shared object file: No such file or directory",
    "x.so: undefined symbol: $s5Cell24nameSSvp", "x.so: undefined symbol: cblas_sgemm",
    "x.so: undefined symbol: $s99Testing", "x.so: undefined symbol: $sSi",
  ])
  func leavesOtherReasonsAlone(_ reason: String) {
    #expect(LoadingProblem.explanation(reason) == reason)
  }
}
