internal import NotebookCommands

await NotebookCommand.start()
