using System.Text.Json;
using MicroCare.Adapters.Storage;

namespace MicroCare.Local.Stack;

/// <summary>Tells other processes where the service of a data folder runs. Readable by its owner only: it says where the storage is.</summary>
/// <param name="ProcessId">Whose service it is.</param>
/// <param name="BaseUri">The functions.</param>
/// <param name="Storage">The storage account's connection string.</param>
public sealed record RunningFile(int ProcessId, Uri BaseUri, string Storage)
{
    private const string Name = "running.json";

    /// <summary>Writes it, in place of an older one.</summary>
    public void Write(string folder) => PrivateFile.Write(Path.Combine(folder, Name), JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web), replace: true);

    /// <summary>Reads it; null when no service of that folder runs.</summary>
    public static RunningFile? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var running = File.Exists(path) ? JsonSerializer.Deserialize<RunningFile>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
            return running is not null && IsAlive(running.ProcessId) ? running : null;
        }
        catch (JsonException)
        {
            return null; // The process was killed while it wrote.
        }
    }

    /// <summary>Removes it.</summary>
    public static void Remove(string folder) => File.Delete(Path.Combine(folder, Name));

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
