// The process that runs a note's cells. NotebookPrelude is imported so that everything a cell can
// name is part of this executable, where the dynamic linker finds it.
internal import KernelRuntime
internal import NotebookPrelude
internal import TensorsOneDNN

Kernel.serve(backend: OneDNNBackend())
