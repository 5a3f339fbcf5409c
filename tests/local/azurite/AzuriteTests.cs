using System.Diagnostics;
using Azure.Storage.Queues;
using MicroCare.Local.Storage;

namespace MicroCare.Tests.Local.Storage;

public sealed class AzuriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-azurite-").FullName;

    private static string Launcher => Path.Combine(AppContext.BaseDirectory, "azurite", "launch.mjs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Azurite_StartedAgainOnTheSameFolder_KeepsDataAndPorts()
    {
        string before;
        await using (var azurite = await Azurite.StartAsync(_folder, inMemory: false, CancellationToken.None))
        {
            before = azurite.ConnectionString;
            var queue = new QueueClient(before, "kept");
            await queue.CreateAsync();
            await queue.SendMessageAsync("still here");
        }

        await using var again = await Azurite.StartAsync(_folder, inMemory: false, CancellationToken.None);
        var message = await new QueueClient(again.ConnectionString, "kept").ReceiveMessageAsync();

        Assert.Equal(before, again.ConnectionString);
        Assert.Equal("still here", message.Value.MessageText);
    }

    [Fact]
    public async Task Azurite_Disposed_EndsItsProcess()
    {
        var azurite = await Azurite.StartAsync(_folder, inMemory: true, CancellationToken.None);
        using var process = Process.GetProcessById(azurite.ProcessId);

        await azurite.DisposeAsync();
        await azurite.DisposeAsync();

        Assert.True(process.WaitForExit(0));
    }

    [Fact]
    public async Task Launcher_OnCtrlC_LeavesTheEndToItsOwner()
    {
        var server = Path.Combine(_folder, "server.js");
        await File.WriteAllTextAsync(server, """
            process.once('SIGINT', () => process.exit(7));
            process.once('SIGTERM', () => process.exit(0));
            process.kill(process.pid, 'SIGINT');
            setTimeout(() => console.log('still up'), 100);
            """);
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[Launcher, server])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;

        Assert.Equal("still up", await process.StandardOutput.ReadLineAsync());
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Launcher_WhoseParentIsKilled_Ends()
    {
        var server = Path.Combine(_folder, "server.js");
        await File.WriteAllTextAsync(server, "require('net').createServer().listen(0, '127.0.0.1', () => console.log('up'));");
        const string Parent =
            "require('child_process').spawn(process.execPath, process.argv.slice(1), { stdio: ['pipe', 'inherit', 'inherit'] });";
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-e", Parent, Launcher, server])
            start.ArgumentList.Add(argument);
        using var parent = Process.Start(start)!;
        Assert.Equal("up", await parent.StandardOutput.ReadLineAsync());

        parent.Kill(entireProcessTree: false);

        // The pipe reads to its end only when the child, which inherited it, is gone too.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal("", await parent.StandardOutput.ReadToEndAsync(limit.Token));
    }

    [Fact]
    public async Task Launcher_WhoseOutputNobodyReads_LetsAzuriteWriteItsData()
    {
        var data = Path.Combine(_folder, "data");
        var server = Path.Combine(_folder, "server.js");
        await File.WriteAllTextAsync(server, """
            process.once('SIGTERM', () => {
              console.log('closing ...');
              Promise.reject(new Error('one service cannot close'));
              setTimeout(() => require('fs').writeFileSync(process.argv[2], 'on disk'), 200);
            });
            console.log('up');
            """);
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Launcher, server, data])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        Assert.Equal("up", await process.StandardOutput.ReadLineAsync());

        process.StandardOutput.Close(); // As when the owner was killed.
        process.StandardError.Close();
        process.StandardInput.Close();

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("on disk", await File.ReadAllTextAsync(data));
    }
}
