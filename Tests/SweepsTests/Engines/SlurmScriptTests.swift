import Testing

@testable import Sweeps

@Suite struct SlurmScriptTests {
  @Test func theScriptHasWhatTheUserAsksFor() throws {
    var options = SlurmScript.Options()
    options.partition = "gpu"
    options.time = "1:00:00"
    options.cpus = 4
    options.memory = "2G"
    options.jobs = 8
    options.others = ["--account=lab"]
    let text = try SlurmScript().text(
      name: "sweep-1", count: 20, command: ["/opt/my tools/notebook", "sweep-task", "/a/b.json"],
      first: 0, logs: "/shared/jobs", options: options)
    for line in [
      "#SBATCH --job-name=sweep-1", "#SBATCH --array=0-19%8", "#SBATCH --partition=gpu",
      "#SBATCH --time=1:00:00", "#SBATCH --cpus-per-task=4", "#SBATCH --mem=2G",
      "#SBATCH --account=lab", "#SBATCH --requeue", "#SBATCH --output=/shared/jobs/%A_%a.out",
      "exec '/opt/my tools/notebook' sweep-task /a/b.json \"$SLURM_ARRAY_TASK_ID\"",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(text)")
    }
    #expect(text.hasPrefix("#!/bin/bash\n"))
  }

  @Test func aLaterArrayOfOneJobCountsOn() throws {
    let text = try SlurmScript().text(
      name: "s", count: 5, command: ["notebook"], first: 1001, logs: "/l", options: .init())
    #expect(text.contains("exec notebook $((SLURM_ARRAY_TASK_ID + 1001))\n"))
    #expect(text.contains("--array=0-4\n"))
  }

  @Test(arguments: [
    ("#!/bin/sh\n{{directives}}\n", "the template of the batch script has no {{command}}"),
    ("#!/bin/sh\n{{command}}\n", "the template of the batch script has no {{directives}}"),
    ("{{directives}}\n{{command}}\n", "the template of the batch script does not begin with '#!'"),
    (
      "#!/bin/sh\n{{directives}}\n{{comand}}\n{{command}}",
      "the template of the batch script has '{{comand}}', which means nothing"
    ),
  ]) func aTemplateThatCannotWorkIsRefused(template: String, message: String) {
    let error = #expect(throws: SweepError.self) { try SlurmScript(template: template) }
    #expect(error?.message == message)
  }
}
