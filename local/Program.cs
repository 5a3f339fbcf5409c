using System.CommandLine;
using MicroCare.Local.Commands;

var root = new RootCommand("MicroCare on one machine: for development, demonstrations and tests. Production runs on Azure.")
{
    DemoCommand.Make(),
    ServeCommand.Make(),
    StatusCommand.Make(),
    TokenCommand.Make(),
    KeysCommand.Make(),
    ProgramsCommand.Make(),
    ClinicsCommand.Make(),
    TriageCommand.Make(),
};

// Ctrl-C lets storage and the carrier write their books before the process ends.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
