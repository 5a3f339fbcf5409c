using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MicroCare.Tests.Local.Durable;

/// <summary>Counts storage requests, retries included, by method.</summary>
internal sealed class RequestCounter : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<string> _requests = new();

    public int Count => _requests.Count;

    public IReadOnlyList<string> Requests => [.. _requests];

    public void Reset() => _requests.Clear();

    public override void OnSendingRequest(HttpMessage message)
        => _requests.Enqueue($"{message.Request.Method} {message.Request.Uri.Path}");
}
