"""Files of strangers, read in a child process: the programmes that it runs, and workbooks as they come back from it."""
