using System.Collections.Immutable;

namespace MicroCare.Local.Carriers;

/// <summary>Who listens to which phone. Safe for use by several threads.</summary>
internal sealed class Phones
{
    private const string Every = "";
    private ImmutableDictionary<string, ImmutableList<Func<PhoneText, CancellationToken, Task>>> _listeners =
        ImmutableDictionary<string, ImmutableList<Func<PhoneText, CancellationToken, Task>>>.Empty;

    public IDisposable Listen(string? phone, Func<PhoneText, CancellationToken, Task> onText)
    {
        var key = phone ?? Every;
        ImmutableInterlocked.AddOrUpdate(ref _listeners, key, [onText], (_, list) => list.Add(onText));
        return new Listening(() => ImmutableInterlocked.AddOrUpdate(ref _listeners, key, [], (_, list) => list.Remove(onText)));
    }

    public async Task RingAsync(PhoneText text, CancellationToken cancellationToken)
    {
        foreach (var onText in For(text.To).AddRange(For(Every)))
            await onText(text, cancellationToken);
    }

    private ImmutableList<Func<PhoneText, CancellationToken, Task>> For(string key) =>
        Volatile.Read(ref _listeners).GetValueOrDefault(key, []);

    private sealed class Listening(Action stop) : IDisposable
    {
        private Action? _stop = stop;

        public void Dispose() => Interlocked.Exchange(ref _stop, null)?.Invoke();
    }
}
