using System.Text.Json;

namespace MicroCare.Local.Demo;

/// <summary>What a demo must remember to go on after it was stopped or killed.</summary>
/// <param name="Seed">Of everything random.</param>
/// <param name="Start">The first virtual instant.</param>
/// <param name="Program">The program that everybody is in.</param>
/// <param name="Finished">Whether its end was reached: then the next demo begins anew.</param>
public sealed record DemoState(int Seed, DateTimeOffset Start, string Program, bool Finished)
{
    private const string Name = "demo.json";

    /// <summary>Reads what an earlier run left; null where there is nothing to go on with.</summary>
    public static DemoState? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<DemoState>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }
}
