using System.Diagnostics;
using System.Globalization;

namespace MicroCare.Local.Storage;

/// <summary>
/// A running storage emulator (blobs, queues and tables on 127.0.0.1). It ends when this object is disposed, and also when
/// this process dies, however it dies. Data of a persistent one is on disk after a clean stop or after this process was
/// killed; a crash of the emulator itself may lose the last five seconds (its autosave period).
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);
    private readonly AzuriteProcess _process;
    private readonly string? _processFile;

    private Azurite(AzuriteProcess process, AzuritePorts ports, string? processFile)
    {
        _process = process;
        _processFile = processFile;
        ConnectionString = ports.ConnectionString;
    }

    /// <summary>A connection string for the Azure storage clients.</summary>
    public string ConnectionString { get; }

    /// <summary>The operating system's id of the emulator's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>
    /// Starts the emulator and returns once all three services listen. A first call on a machine installs it (about 190 MB, under a
    /// minute). A later start on the same <paramref name="dataFolder"/> finds the data and, unless something else took
    /// them, uses the same ports.
    /// </summary>
    /// <param name="dataFolder">Where data and ports are kept; created when missing. One emulator at a time.</param>
    /// <param name="inMemory">Whether nothing is kept: the data ends with the emulator.</param>
    /// <param name="cancellationToken">Gives up the install or the start.</param>
    /// <exception cref="AzuriteException">Node.js is missing, the install failed, or the emulator did not start.</exception>
    public static async Task<Azurite> StartAsync(string dataFolder, bool inMemory, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataFolder);
        dataFolder = Path.GetFullPath(dataFolder);
        Directory.CreateDirectory(dataFolder);
        var entry = await AzuriteInstall.EnsureAsync(cancellationToken);
        if (inMemory)
        {
            var (passing, itsPorts) = await AzuriteProcess.StartAsync(entry, dataFolder, inMemory, AzuritePorts.Any, cancellationToken);
            return new Azurite(passing, itsPorts, processFile: null);
        }

        var processFile = Path.Combine(dataFolder, "azurite.pid");
        await WaitForPredecessorAsync(processFile, cancellationToken);
        var (process, ports) = await StartOnRecordedPortsAsync(entry, dataFolder, cancellationToken);
        await File.WriteAllTextAsync(processFile, process.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
        ports.Record(dataFolder);
        return new Azurite(process, ports, processFile);
    }

    /// <summary>Stops the emulator: lets it write its data, and kills it when it takes longer than 15 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await _process.StopAsync(LongestStop) && _processFile is not null)
            File.Delete(_processFile);
    }

    private static async Task<(AzuriteProcess, AzuritePorts)> StartOnRecordedPortsAsync(
        string entry, string dataFolder, CancellationToken cancellationToken)
    {
        var recorded = AzuritePorts.Recorded(dataFolder);
        try
        {
            return await AzuriteProcess.StartAsync(entry, dataFolder, inMemory: false, recorded, cancellationToken);
        }
        catch (AzuriteException) when (recorded != AzuritePorts.Any)
        {
            return await AzuriteProcess.StartAsync(entry, dataFolder, inMemory: false, AzuritePorts.Any, cancellationToken);
        }
    }

    // The emulator of a killed process is still writing its data for a moment.
    private static async Task WaitForPredecessorAsync(string processFile, CancellationToken cancellationToken)
    {
        if (!File.Exists(processFile) || !int.TryParse(await File.ReadAllTextAsync(processFile, cancellationToken), out var id))
            return;
        try
        {
            using var predecessor = Process.GetProcessById(id);
            if (!predecessor.ProcessName.Contains("node", StringComparison.OrdinalIgnoreCase))
                return;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(LongestStop);
            await predecessor.WaitForExitAsync(patience.Token);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended in the meantime.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AzuriteException($"Process {id} still uses the storage folder. Stop the run that it belongs to, or, if it is not " +
                $"an Azurite, delete {processFile}; then run again.");
        }
    }
}
