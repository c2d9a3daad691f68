import Server

ServerProgram.main()
