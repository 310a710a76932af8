// What a cell sees without an import of its own.
@_exported public import Datasets
@_exported public import MarkupTree
@_exported public import NeuralNetworks
@_exported public import NotebookDisplay
@_exported public import Plotting
@_exported public import Tensors
