using System.Text;

namespace MicroCare.Local.Durable;

/// <summary>Loads and saves instance states: long payloads to payload storage, long histories into chunks, the rest into the row.</summary>
internal sealed class InstanceArchive(IDurableStore store)
{
    /// <summary>Payloads above this many UTF-8 bytes leave the row.</summary>
    private const int MaxInlinePayload = 60 * 1024;

    /// <summary>A history tail above this size is sealed, so that a turn rewrites at most about so much.</summary>
    private const int MaxTail = 192 * 1024;

    private const int MaxChunk = 240 * 1024;
    private const int MaxChunksPerCommit = 8;

    public async Task<InstanceState?> LoadAsync(string id, CancellationToken ct)
        => await store.LoadAsync(id, ct) is { } stored ? await OpenAsync(stored, ct) : null;

    public async Task<InstanceState> OpenAsync(StoredInstance stored, CancellationToken ct)
    {
        List<HistoryEvent> sealedEvents = [];
        foreach (var name in StateReader.ChunkNames(stored.Body))
            sealedEvents.AddRange(StateReader.ReadChunk(await store.ReadChunkAsync(stored.Header.InstanceId, name, ct)));

        var state = StateReader.Read(stored, sealedEvents);
        foreach (var e in state.History.Where(e => e.DataRef is not null))
            e.Data = await TextAsync(state.Id, e.DataRef!, ct);
        foreach (var message in state.Outbox.Where(message => message.DataRef is not null))
            message.Data = await TextAsync(state.Id, message.DataRef!, ct);
        return state;
    }

    /// <summary>Commits the state; sets its version.</summary>
    /// <exception cref="StaleInstanceException">The stored row is another one than the state was read from.</exception>
    public async Task SaveAsync(InstanceState state, CancellationToken ct)
    {
        for (var i = state.ChunkedEvents; i < state.History.Count; i++)
        {
            if (state.History[i] is { Data: { } data, DataRef: null } e && IsLong(data))
                e.DataRef = await WriteAsync(state, data, ct);
        }

        foreach (var message in state.Outbox)
        {
            if (message is { Data: { } data, DataRef: null } && IsLong(data))
                message.DataRef = await WriteAsync(state, data, ct);
        }

        var body = StateCodec.WriteBody(state);
        IReadOnlyList<HistoryChunk> chunks = [];
        if (body.Length > MaxTail && state.HasBegun)
        {
            chunks = Seal(state);
            body = StateCodec.WriteBody(state);
        }

        InstanceHeader header = new(state.Id, state.Name, state.Status, state.CreatedAt, state.UpdatedAt, state.Wake());
        state.ETag = await store.CommitAsync(new(header, body, chunks, state.ETag), ct);
    }

    /// <summary>Deletes the chunks and payloads that the last commit left without a reference. A failure leaves garbage, no harm.</summary>
    public async Task SweepAsync(InstanceState state, CancellationToken ct)
    {
        if (state.Garbage.Count == 0)
            return;

        var live = state.Chunks
            .Concat(state.History.Select(e => e.DataRef))
            .Concat(state.Outbox.Select(message => message.DataRef))
            .ToHashSet();
        List<string> dead = [.. state.Garbage.Where(name => !live.Contains(name)).Distinct()];
        state.Garbage.Clear();
        if (dead.Count > 0)
            await store.DeletePiecesAsync(state.Id, dead, ct);
    }

    private static List<HistoryChunk> Seal(InstanceState state)
    {
        List<HistoryChunk> chunks = [];
        while (chunks.Count < MaxChunksPerCommit && state.ChunkedEvents < state.History.Count)
        {
            var size = 0;
            List<HistoryEvent> events = [];
            foreach (var e in state.History.Skip(state.ChunkedEvents))
            {
                size += SizeOf(e);
                if (size > MaxChunk && events.Count > 0)
                    break;
                events.Add(e);
            }

            HistoryChunk chunk = new($"c-{state.ExecutionId}-{state.ChunkedEvents:D8}", StateCodec.WriteChunk(events));
            chunks.Add(chunk);
            state.Chunks.Add(chunk.Name);
            state.ChunkedEvents += events.Count;
        }

        return chunks;
    }

    private static int SizeOf(HistoryEvent e)
    {
        var size = 100 + (e.Name?.Length ?? 0) + (e.InstanceId?.Length ?? 0);
        for (var failure = e.Failure; failure is not null; failure = failure.InnerFailure)
            size += (failure.ErrorMessage.Length + (failure.StackTrace?.Length ?? 0)) * 2;
        return e.DataRef is null && e.Data is { } data ? size + Encoding.UTF8.GetByteCount(data) * 2 : size;
    }

    private static bool IsLong(string data)
        => data.Length > MaxInlinePayload / 3 && Encoding.UTF8.GetByteCount(data) > MaxInlinePayload;

    private async Task<string> WriteAsync(InstanceState state, string data, CancellationToken ct)
    {
        var name = $"p-{Guid.NewGuid():N}";
        await store.WritePayloadAsync(state.Id, name, Encoding.UTF8.GetBytes(data), ct);
        return name;
    }

    private async Task<string> TextAsync(string id, string name, CancellationToken ct)
        => Encoding.UTF8.GetString((await store.ReadPayloadAsync(id, name, ct)).Span);
}
