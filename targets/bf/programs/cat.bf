Copies standard input to standard output
,[.,]
