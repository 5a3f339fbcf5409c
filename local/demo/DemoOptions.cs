namespace MicroCare.Local.Demo;

/// <summary>What the command line asks of a demo.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Samples">The JSON-lines file with the patients.</param>
/// <param name="Seed">Of everything random.</param>
/// <param name="Start">The first virtual instant.</param>
/// <param name="Program">The program that everybody is enrolled in.</param>
/// <param name="Days">How many virtual days it runs; null: three more than the program has.</param>
/// <param name="Speed">Virtual seconds per second while nothing is going on.</param>
/// <param name="Keep">Leaves everything running at the end.</param>
/// <param name="Fresh">Begins anew even where an earlier run could go on.</param>
/// <param name="Verbose">Shows the log.</param>
public sealed record DemoOptions(
    string Folder, string Samples, int Seed, DateTimeOffset Start, string Program, int? Days, double Speed, bool Keep, bool Fresh, bool Verbose);
