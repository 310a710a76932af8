/// The batch script of a job array, from a template that a site can adapt.
package struct SlurmScript: Sendable, Equatable {
  /// What the user asks of Slurm.
  package struct Options: Codable, Sendable, Equatable {
    package var partition: String?
    /// As `sbatch --time` takes it.
    package var time: String?
    /// Processors of each run, which has as many worker threads.
    package var cpus = 1
    /// As `sbatch --mem` takes it.
    package var memory: String?
    /// Runs at once.
    package var jobs: Int?
    /// Other options of `sbatch`, as they are.
    package var others: [String] = []

    package init() {}
  }

  /// The template that is used where a site has none of its own.
  ///
  /// `{{directives}}` becomes the lines that begin with `#SBATCH`, and `{{command}}` the command
  /// that carries out one run of the array. Both must be there; a site adds what its nodes need.
  package static let defaultTemplate = """
    #!/bin/bash
    {{directives}}

    export NOTEBOOK_THREADS="${SLURM_CPUS_PER_TASK:-1}"
    exec {{command}}

    """

  private let template: String

  /// - Throws: ``SweepError`` for a template in which something is missing or not known.
  package init(template: String = defaultTemplate) throws(SweepError) {
    for name in ["{{directives}}", "{{command}}"] where !template.contains(name) {
      throw SweepError(
        "the template of the batch script has no \(name)",
        explanation: "'notebook sweep --print-slurm-template' prints the one to begin with")
    }
    guard template.hasPrefix("#!") else {
      throw SweepError(
        "the template of the batch script does not begin with '#!'",
        explanation: "its first line names the shell, such as #!/bin/bash")
    }
    let known = template.replacing("{{directives}}", with: "").replacing("{{command}}", with: "")
    if let unknown = known.firstMatch(of: /\{\{.*?\}\}/) {
      throw SweepError(
        "the template of the batch script has '\(unknown.output)', which means nothing",
        explanation: "{{directives}} and {{command}} are filled in")
    }
    self.template = template
  }

  /// The script for some runs of a job.
  ///
  /// - Parameters:
  ///   - name: The name of the array.
  ///   - count: How many runs it has, from index 0.
  ///   - command: The words of the command, to which the index of the run in the job is added.
  ///   - first: The index in the job of the array's first run.
  ///   - logs: The folder for what the processes print.
  package func text(
    name: String, count: Int, command: [String], first: Int, logs: String, options: Options
  ) -> String {
    var directives = [
      "--job-name=\(name)",
      "--array=0-\(count - 1)" + (options.jobs.map { "%\($0)" } ?? ""),
      "--output=\(["\(logs)/%A_%a.out"].shellCommand)", "--open-mode=append", "--requeue",
      "--cpus-per-task=\(options.cpus)",
    ]
    if let partition = options.partition { directives.append("--partition=\(partition)") }
    if let time = options.time { directives.append("--time=\(time)") }
    if let memory = options.memory { directives.append("--mem=\(memory)") }
    directives += options.others
    let index = first == 0 ? "\"$SLURM_ARRAY_TASK_ID\"" : "$((SLURM_ARRAY_TASK_ID + \(first)))"
    return
      template
      .replacing("{{directives}}", with: directives.map { "#SBATCH \($0)" }.joined(separator: "\n"))
      .replacing("{{command}}", with: "\(command.shellCommand) \(index)")
  }
}
