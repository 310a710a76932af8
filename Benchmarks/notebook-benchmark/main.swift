// Our side of `Benchmarks/run`: runs one workload and prints `RESULT name seconds` for each figure.
internal import Datasets
@preconcurrency internal import Glibc
internal import KernelRuntime
internal import Tensors
internal import TensorsOneDNN

let arguments = CommandLine.arguments.dropFirst()
guard let name = arguments.first, let workload = Workload.all[name] else {
  print("usage: notebook-benchmark WORKLOAD [EPOCHS], where WORKLOAD is one of")
  for name in Workload.all.keys.sorted() { print("  \(name)") }
  exit(64)
}
DataAccess.install(SystemDataAccess())
Backends.install(OneDNNBackend())
setSeed(1)
let epochs = arguments.dropFirst().first.flatMap { Int($0) } ?? 3
for (name, seconds) in try workload(max(1, epochs)) { print("RESULT \(name) \(seconds)") }
