import NotebookCommands

await NotebookCommand.main()
