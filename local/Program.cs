using System.CommandLine;
using MicroCare.Local.Commands;

var root = new RootCommand("MicroCare on one machine: for development, demonstrations and tests. Production runs on Azure.")
{
    DemoCommand.Make(),
    ServeCommand.Make(),
    StatusCommand.Make(),
};
return await root.Parse(args).InvokeAsync();
