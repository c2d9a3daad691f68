import Launcher

await LauncherProgram.main()
