using System.Runtime.InteropServices;
using MicroCare.Bench;
using MicroCare.Local.Storage;

if (BenchOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

var figures = new List<Figure>();
if (options.Memory)
{
    Progress.Say("In memory");
    await AddAsync("a", () => RepliesInMemory.MeasureAsync(options));
    await AddAsync("b", () => Turns.MeasureAsync(options, storage: null));
    await AddAsync("d", () => Sleepers.MeasureAsync(options, storage: null));
    await AddAsync("e", () => Stepping.MeasureAsync(options));
    await AddAsync("f", () => Mornings.MeasureAsync(options));
}

if (options.Azurite)
{
    Progress.Say("On Azurite");
    await AddAsync("a", () => RepliesOnAzurite.MeasureAsync(options));
    await AddAsync("c", () => Transactions.MeasureAsync(options));
    await AddAsync("b", () => OnAzuriteAsync(storage => Turns.MeasureAsync(options, storage)));
    await AddAsync("d", () => OnAzuriteAsync(storage => Sleepers.MeasureAsync(options, storage)));
}

Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}{(options.Quick ? ", QUICK SIZES: no figure to quote" : "")}");
Console.WriteLine();
Console.WriteLine("| part | what | goal | measured | |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var figure in figures)
{
    Console.WriteLine(figure.Row());
}

return 0;

async Task AddAsync(string part, Func<Task<IReadOnlyList<Figure>>> measure)
{
    if (options.Has(part))
    {
        figures.AddRange(await measure());
    }
}

static async Task<IReadOnlyList<Figure>> OnAzuriteAsync(Func<string, Task<IReadOnlyList<Figure>>> measure)
{
    var folder = Directory.CreateTempSubdirectory("microcare-bench").FullName;
    try
    {
        await using var azurite = await Azurite.StartAsync(folder, inMemory: false, CancellationToken.None);
        return await measure(azurite.ConnectionString);
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
