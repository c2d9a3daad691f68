import Portal

await PortalProgram.main()
