using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MicroCare.Local.Storage;

/// <summary>The emulator's process, which lives as long as the pipe to its standard input.</summary>
internal sealed partial class AzuriteProcess
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private const int LinesKept = 40;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, int> _ports = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopped;

    private AzuriteProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id { get; }

    public static async Task<(AzuriteProcess Process, AzuritePorts Ports)> StartAsync(
        string entry, string folder, bool inMemory, AzuritePorts ports, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments(entry, folder, inMemory, ports))
            start.ArgumentList.Add(argument);
        var azurite = new AzuriteProcess(AzuriteInstall.StartTool(start));
        try
        {
            await azurite.ListeningAsync(cancellationToken);
        }
        catch
        {
            await azurite.StopAsync(TimeSpan.FromSeconds(2));
            throw;
        }
        return (azurite, new AzuritePorts(azurite._ports["Blob"], azurite._ports["Queue"], azurite._ports["Table"]));
    }

    /// <summary>Closes its standard input and waits. False when it had been stopped before.</summary>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return false;
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
        return true;
    }

    private static IEnumerable<string> Arguments(string entry, string folder, bool inMemory, AzuritePorts ports)
    {
        yield return Path.Combine(AzuriteInstall.PackageFolder, "launch.mjs");
        yield return entry;
        yield return "--silent";
        yield return "--skipApiVersionCheck";
        yield return "--disableTelemetry";
        yield return "--blobPort";
        yield return $"{ports.Blob}";
        yield return "--queuePort";
        yield return $"{ports.Queue}";
        yield return "--tablePort";
        yield return $"{ports.Table}";
        if (inMemory)
        {
            yield return "--inMemoryPersistence";
        }
        else
        {
            yield return "--location";
            yield return folder;
        }
    }

    private async Task ListeningAsync(CancellationToken cancellationToken)
    {
        var exited = _process.WaitForExitAsync(cancellationToken);
        var first = await Task.WhenAny(_listening.Task, exited).WaitAsync(LongestStart, TimeProvider.System, cancellationToken);
        if (first != _listening.Task)
        {
            await exited;
            throw new AzuriteException($"Azurite did not start:{Environment.NewLine}{string.Join(Environment.NewLine, _lines)}");
        }
    }

    private void OnLine(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
        if (ListeningLine().Match(line) is not { Success: true } match)
            return;
        _ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].ValueSpan, provider: null);
        if (_ports.Count == 3)
            _listening.TrySetResult();
    }

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at https?://[^:]+:(?<port>\d+)")]
    private static partial Regex ListeningLine();
}
