import Testing

@testable import CellCompilation

@Suite struct EditorPlaceholdersTests {
  @Test(arguments: [
    ("input: <#[Int]#>", "add 'input:' with a value of type '[Int]'"),
    (", <#Bool#>", "add a value of type 'Bool'"),
    (
      ", <#@Sendable (Tensor, Tensor) -> Tensor#>",
      "add a value of type '@Sendable (Tensor, Tensor) -> Tensor'"
    ),
    (
      "x: <#Int#>, y: <#T##[Double]#>",
      "add 'x:' with a value of type 'Int' and 'y:' with a value of type '[Double]'"
    ),
  ])
  func argumentsAreAskedForInWords(text: String, request: String) {
    #expect(EditorPlaceholders(text)?.request == request)
  }

  @Test(arguments: ["do { <#statements#> }", "case .a: <#code#>", "<#open", "x"])
  func otherFormsAreForEditorsAlone(text: String) {
    #expect(EditorPlaceholders(text) == nil)
  }
}
