import NotebookDisplay
import NotebookDocument
import ReportRendering
import RunResults

/// A note that uses everything a page can show, and a run of it.
enum SampleReport {
  static let note = #"""
    ---
    title: Batch normalization, before and after
    subtitle: What normalizing the activations of each batch does to training
    author: Ada Example
    date: 21 November 2026
    tags: [training, normalization]
    params:
      rate: 0.001
    seed: 42
    ---

    Deep networks are hard to train: every layer's input moves while the layers below it learn[^1].
    This note trains the same network twice and compares the two runs in @fig-loss and @tbl-final.

    ## What is normalized

    Batch normalization [@eq-hat] subtracts the mean $\mu_B$ of a batch and divides by its standard
    deviation, with a small $\epsilon$ for safety:

    $$
    \hat x_i = \frac{x_i - \mu_B}{\sqrt{\sigma_B^2 + \epsilon}}
    \qquad \mu_B = \frac1m \sum_{i=1}^m x_i
    $$ {#eq-hat}

    > [!tip] At inference
    > Running statistics replace those of the batch, so that one image's prediction does not depend
    > on its neighbours.

    > [!warning]- A confounded comparison
    > Activation and initialiser change too.

    - [x] load the data
    - [ ] repeat with `three` seeds ==soon==

    Term
    : Internal covariate shift
    : The change of a layer's input distribution during training.

    ### Steps

    1. Mean and variance of the batch,
    2. normalize,
    3. scale by $\gamma$, shift by $\beta$.

    | step | formula | cost |
    |:-----|:-------:|-----:|
    | mean | $\frac1m\sum x_i$ | 1.25 |
    | variance | $\sigma_B^2$ | 2 |

    : What each step costs {#tbl-cost}

    ## The experiment

    ```swift
    //| label: fig-loss
    //| fig-cap: 'Training loss of both models; *lower* is better, $\epsilon = 10^{-3}$'
    struct Model: Sendable {
      var width = 300          // neurons in the first layer
      let name: String = "before"
    }
    @discardableResult func train(_ model: Model, rate: Double = 1e-3) -> [Double] {
      (1...10).map { 2.3 / Double($0) }
    }
    let losses = train(Model())
    ```

    ```swift
    //| label: tbl-final
    //| tbl-cap: "Accuracy after ten epochs"
    //| code-fold: true
    results
    ```

    ```swift
    for epoch in 1...60 { print("epoch \(epoch)") }
    ```

    The final accuracy is `{swift} after`, see [the run information](#run-information) and @eq-hat.

    ```swift
    claim("the normalized model wins", true)
    claim("it costs nothing", false)
    ```

    ```swift
    let y = dense(x)
    ```

    ```swift
    print(y)
    ```

    ## Conclusion

    It works, mostly. Raw <kbd>HTML</kbd> is fine too, and so is https://example.org/a_b.

    [^1]: Ioffe and Szegedy call this *internal covariate shift*; whether it is the reason is
        disputed.
    """#

  static var notebook: Notebook { Notebook.parse(source: note, path: "notebooks/sample.md") }

  static let svg = """
    <svg class="plot" role="img" aria-labelledby="{{figure}}-t" aria-describedby="{{figure}}-d" \
    style="height:240px;padding:26px 92px 40px 38px"><title id="{{figure}}-t">Training loss</title>\
    <desc id="{{figure}}-d">Line chart. loss, 2.3 to 0.23.</desc><g aria-hidden="true">\
    <line class="grid" x2="100%" y1="50%" y2="50%"/><text x="-7" y="50%" dy=".35em" class="e">1.5</text>\
    <svg width="100%" height="100%" viewBox="0 0 500 294" preserveAspectRatio="none">\
    <path class="l s1" d="M0,10l100,90 100,60 100,40 200,50"/><path class="l s2" d="M0,20l100,40 400,90"/></svg>\
    <text class="dl t1" x="100%" dx="8" y="85%">after</text><text class="dl t2" x="100%" dx="8" y="51%">before</text></g></svg>
    """

  static var run: RunResult {
    let notebook = notebook
    func line(_ text: String) -> Int {
      (1...notebook.source.lineCount).first {
        notebook.source.text(ofLine: $0)?.contains(text) == true
      } ?? 1
    }
    let data = Table(
      columns: [.init("epoch", alignment: .trailing), .init("loss", alignment: .trailing)],
      rows: (1...10).map { ["\($0)", "\(Double(23 / $0) / 10)"] })
    let figure = Figure(
      drawing: svg, title: "Training loss", description: "Line chart. loss, 2.3 to 0.23.",
      data: data)
    let table = Table(
      columns: [
        .init("model"), .init("parameters", alignment: .trailing),
        .init("accuracy", alignment: .trailing),
      ],
      rows: [["before", "266,610", "0.8326"], ["after", "271,346", "0.8701"]],
      footer: [["difference", "4,736", "0.0375"]])
    return RunResult(
      state: .failed(cells: 1, claims: 1),
      cells: [
        CellResult(
          number: 1, state: .completed,
          items: [
            .standardOutput("step 1/10\rstep 5/10\rstep 10/10\n"),
            .standardError("warning: slow disk\n"), .output(CellOutput(.figure(figure))),
          ], seconds: 124.2),
        CellResult(
          number: 2, state: .completed, items: [.output(CellOutput(.table(table)))], seconds: 0.02),
        CellResult(
          number: 3, state: .completed,
          items: [.standardOutput((1...60).map { "epoch \($0)\n" }.joined())], seconds: 3.25),
        CellResult(
          number: 4, state: .completed,
          items: [
            .claim(
              Claim(sentence: "the normalized model wins", holds: true, line: line("model wins"))),
            .claim(
              Claim(
                sentence: "it costs nothing", holds: false,
                detail: "expected at most 1.0, got 1.7 times the time",
                line: line("costs nothing"))),
          ]),
        CellResult(
          number: 5, state: .failed,
          diagnostics: [
            Diagnostic(
              .error, file: notebook.path, line: line("let y = dense"), column: 9,
              "Dense(100) expects input [batch, 300] (its weight was made for 300 features), got [32, 784]",
              explanation: "make another Dense(100), or flatten to 300 features before it")
          ]),
        CellResult(number: 6, state: .notRun("needs 'y' from cell 5")),
      ],
      inlineResults: [0: "0.8701"],
      information: RunInformation(
        started: "2026-11-21T08:15:02+01:00", seconds: 127.9,
        command: "notebook run notebooks/sample.md -P rate=0.001",
        facts: [
          .init("Seed", "42"), .init("Swift", "6.3.1"), .init("Backend", "oneDNN 2.6.3, 2 threads"),
          .init("Machine", "AMD EPYC 9R45, 2 cores, Debian 12"),
          .init("Parameters", "rate = 0.001"),
        ],
        dataFiles: [
          .init(
            path: "/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz", bytes: 26_421_880,
            sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84")
        ]))
  }
}
