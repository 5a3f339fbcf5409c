using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace MicroCare.Tests.Local.Durable;

/// <summary>Starts an Azurite on free ports in a temporary folder; ends with the fixture.</summary>
public sealed class TempAzurite : IAsyncLifetime
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly string s_install = Environment.GetEnvironmentVariable("AZURITE_HOME") ?? "/tmp/azurite";

    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private Process? _process;
    private int _blobPort;
    private int _tablePort;

    public TableServiceClient Tables(HttpPipelinePolicy? policy = null)
    {
        TableClientOptions options = new();
        if (policy is not null)
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new(ConnectionString, options);
    }

    public BlobServiceClient Blobs(HttpPipelinePolicy? policy = null)
    {
        BlobClientOptions options = new(BlobClientOptions.ServiceVersion.V2024_11_04);
        if (policy is not null)
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new(ConnectionString, options);
    }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_blobPort}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{_tablePort}/devstoreaccount1;";

    public async Task InitializeAsync()
    {
        (_blobPort, _tablePort) = (FreePort(), FreePort());
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Path.Combine(s_install, "node_modules/azurite/dist/src/azurite.js"), "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--location", _folder, "--blobPort", $"{_blobPort}", "--tablePort", $"{_tablePort}", "--queuePort", $"{FreePort()}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var i = 0; !await AnswersAsync(_tablePort) || !await AnswersAsync(_blobPort); i++)
        {
            Assert.True(i < 300 && !_process.HasExited, "Azurite did not start.");
            await Task.Delay(100);
        }
    }

    public async Task DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        if (_process is not null)
            await _process.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
