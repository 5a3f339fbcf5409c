using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;

namespace MicroCare.Local.Demo;

/// <summary>A simulated patient's phone: reads what arrives and answers when its owner would.</summary>
public sealed class PatientPhone : IAsyncDisposable
{
    private readonly string _phone;
    private readonly Persona _persona;
    private readonly Carrier _carrier;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFault;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<Task> _replies = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private IDisposable? _listening;
    private int _texts;

    /// <summary>Takes the phone's number and owner; <paramref name="onFault"/> is told of what should not happen.</summary>
    public PatientPhone(string phone, Persona persona, Carrier carrier, TimeProvider time, Action<Exception> onFault)
    {
        _phone = phone;
        _persona = persona;
        _carrier = carrier;
        _time = time;
        _onFault = onFault;
    }

    /// <summary>
    /// Begins to listen. What the books hold from a run that was killed is read again: texts that this owner answers and has not
    /// answered yet are answered now.
    /// </summary>
    public void Start()
    {
        lock (_lock)
        {
            _listening = _carrier.OnText(_phone, (text, _) =>
            {
                lock (_lock)
                {
                    React(text.MessageId, text.Body, text.At, alreadyMade: false);
                }

                return Task.CompletedTask;
            });
            var past = _carrier.Ledger.Of(_phone);
            var made = past.Count(text => text.Direction == TextDirection.FromPhone);
            foreach (var text in past.Where(text => text is { Direction: TextDirection.ToPhone, Status: TextStatus.Delivered }))
            {
                made -= React(text.MessageId, text.Body, text.DueAt, alreadyMade: made > 0) ? 1 : 0;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _listening?.Dispose();
        await _stopping.CancelAsync();
        await Task.WhenAll(_replies);
        _stopping.Dispose();
    }

    /// <summary>True when the owner writes something about this text, now or in a run before this one.</summary>
    private bool React(string message, string body, DateTimeOffset at, bool alreadyMade)
    {
        if (!_read.Add(message))
        {
            return false; // It arrived while the books were read, and stands in them too.
        }

        var reply = _persona.React(body, _texts++, at);
        if (reply.Body is null)
        {
            return false;
        }

        if (!alreadyMade)
        {
            _replies.Add(ReplyAsync(reply, at));
        }

        return true;
    }

    private async Task ReplyAsync(PersonaReply reply, DateTimeOffset at)
    {
        try
        {
            var wait = at + reply.After - _time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, _stopping.Token);
            }

            await _carrier.TextAsync(_phone, LocalStack.Number, reply.Body!);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The demo ends.
        }
        catch (Exception fault)
        {
            _onFault(fault);
        }
    }
}
