using System.Net.Sockets;
using System.Text;

namespace MicroCare.Tests.Fuzz;

/// <summary>Sends bytes to the service as they are, so that headers can lie.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The first line of the answer; empty when the connection was closed or kept waiting without one.</summary>
    public static async Task<string> SendAsync(Uri service, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Host, service.Port);
        var stream = client.GetStream();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await stream.WriteAsync(request, limit.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadLineAsync(limit.Token) ?? "";
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            return "";
        }
    }

    /// <summary>A request whose length, encoding or verb is not what it says.</summary>
    public static byte[] Lie(string path, string token, byte[] body, Random random)
    {
        var length = random.Next(6) switch
        {
            0 => $"Content-Length: {body.Length + random.Next(1, 1000)}",
            1 => $"Content-Length: {Math.Max(0, body.Length - random.Next(1, 100))}",
            2 => "Content-Length: -1",
            3 => "Content-Length: 99999999999999999999",
            4 => "Transfer-Encoding: chunked",
            _ => $"Content-Length: {body.Length}\r\nContent-Length: {body.Length + 1}",
        };
        var head = $"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
