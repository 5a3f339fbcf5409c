using Azure.Core;
using Azure.Core.Pipeline;

namespace MicroCare.Bench;

/// <summary>Counts storage requests, apart from polls of a queue that brought nothing: those do not grow with patients.</summary>
internal sealed class RequestCount : HttpPipelinePolicy
{
    private readonly Dictionary<string, int> _byKind = [];
    private int _all;
    private int _emptyPolls;

    public int Working => Volatile.Read(ref _all) - EmptyPolls;

    public int EmptyPolls => Volatile.Read(ref _emptyPolls);

    public string Kinds
    {
        get
        {
            lock (_byKind)
            {
                return string.Join(", ", _byKind.OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value} {kind.Key}"));
            }
        }
    }

    public void Reset()
    {
        lock (_byKind)
        {
            _byKind.Clear();
        }

        Volatile.Write(ref _all, 0);
        Volatile.Write(ref _emptyPolls, 0);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        Count(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Count(message);
    }

    private void Count(HttpMessage message)
    {
        Interlocked.Increment(ref _all);
        var path = message.Request.Uri.Path;
        if (message.Request.Method == RequestMethod.Get && path.EndsWith("/messages", StringComparison.Ordinal))
        {
            if (message.HasResponse && !message.Response.Content.ToString().Contains("<MessageId>", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _emptyPolls);
                return;
            }
        }

        var kind = path.EndsWith("/$batch", StringComparison.Ordinal) ? "transactions"
            : path.Contains("/messages", StringComparison.Ordinal) ? $"queue {message.Request.Method}"
            : $"table {message.Request.Method}";
        lock (_byKind)
        {
            _byKind[kind] = _byKind.GetValueOrDefault(kind) + 1;
        }
    }
}
