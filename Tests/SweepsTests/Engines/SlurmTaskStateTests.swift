import Testing

@testable import Sweeps

@Suite struct SlurmTaskStateTests {
  @Test(arguments: [
    ("[0,2-4%2]", [0, 2, 3, 4]), ("7", [7]), ("1-3", [1, 2, 3]), ("x", []), ("4-2", []),
  ]) func indices(text: String, expected: [Int]) {
    #expect(SlurmTaskState.indices(text) == expected)
  }

  @Test func linesOfTheQueue() {
    let states = SlurmTaskState.reading(
      squeue: ["12_0|RUNNING|None|node1", "12_1|PENDING|Resources|", "broken"])
    #expect(states.count == 2)
    #expect(states["12_0"]?.engineState == .running("node1"))
    #expect(states["12_1"]?.engineState == .pending("Resources"))
  }

  @Test func linesOfEndedJobs() {
    let head = "JobId=14 ArrayJobId=12 ArrayTaskId="
    let states = SlurmTaskState.reading(scontrol: [
      "\(head)0 JobName=x JobState=COMPLETED Reason=None ExitCode=0:0 NodeList=node1",
      "\(head)1 JobName=x JobState=FAILED Reason=NonZeroExitCode ExitCode=7:0 NodeList=node1",
      "\(head)2 JobName=x JobState=FAILED Reason=JobLaunchFailure ExitCode=0:9 NodeList=node1",
      "\(head)3 JobName=x JobState=TIMEOUT Reason=TimeLimit ExitCode=0:15 NodeList=node1",
      "\(head)4-6%2 JobName=x JobState=PENDING Reason=Resources ExitCode=0:0",
      "\(head)7 JobName=x JobState=FAILED ExitCode=137:0 NodeList=node1",
      "\(head)8 JobName=x JobState=NODE_FAIL ExitCode=0:0", "no job at all",
    ])
    #expect(states["12_0"]?.engineState == .ended(nil))
    #expect(states["12_1"]?.engineState == .ended("its process ended with status 7"))
    #expect(states["12_2"]?.engineState == .ended("its process was ended by signal 9"))
    #expect(
      states["12_3"]?.engineState == .ended("Slurm ended it: the time limit of the job was reached")
    )
    #expect(states["12_5"]?.engineState == .pending(nil))
    #expect(states["12_7"]?.engineState == .ended("its process was ended by signal 9"))
    #expect(states["12_8"]?.engineState == .ended("the node it ran on failed"))
    #expect(states.count == 9)
  }

  @Test func linesOfAccounting() {
    let states = SlurmTaskState.reading(sacct: [
      "12_0|COMPLETED|0:0", "12_0.batch|COMPLETED|0:0", "12_1|CANCELLED by 0|0:15",
      "12_2|OUT_OF_MEMORY|0:125",
    ])
    #expect(states.count == 3)
    #expect(states["12_1"]?.engineState == .ended("the job was cancelled"))
    #expect(
      states["12_2"]?.engineState == .ended("Slurm ended it: the job took more memory than it may"))
  }
}
