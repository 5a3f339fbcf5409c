using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MicroCare.Tests.Stack;

/// <summary>What happens to a storage request.</summary>
public enum StorageFault
{
    /// <summary>Storage answers 503 and has done nothing.</summary>
    BusyBefore,

    /// <summary>Storage has done it, and a 503 comes back.</summary>
    BusyAfter,

    /// <summary>Storage answers 412 and has done nothing.</summary>
    StaleBefore,

    /// <summary>Storage has done it, and a 412 comes back.</summary>
    StaleAfter,

    /// <summary>Storage has done it, and the connection breaks before the answer.</summary>
    LostAfter,
}

/// <summary>The way to storage, on which one request goes wrong.</summary>
/// <param name="nth">Which one, from 1 up; 0: none.</param>
/// <param name="fault">How.</param>
internal sealed class FaultyStorage(int nth, StorageFault fault) : HttpPipelineTransport
{
    private static readonly HttpClientTransport Inner = new();
    private int _requests;

    /// <summary>How many requests there were.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public override Request CreateRequest() => Inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("Nothing here asks storage synchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (Interlocked.Increment(ref _requests) != nth)
        {
            await Inner.ProcessAsync(message);
            return;
        }

        if (fault is StorageFault.BusyAfter or StorageFault.StaleAfter or StorageFault.LostAfter)
        {
            await Inner.ProcessAsync(message);
        }

        message.Response = fault switch
        {
            StorageFault.BusyBefore or StorageFault.BusyAfter => new Refusal(503, message.Request.ClientRequestId),
            StorageFault.StaleBefore or StorageFault.StaleAfter => new Refusal(412, message.Request.ClientRequestId),
            _ => throw new IOException("The connection broke."),
        };
    }

    private sealed class Refusal(int status, string id) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = id;

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;
    }
}
