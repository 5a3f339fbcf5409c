namespace MicroCare.Local.Carriers;

/// <summary>
/// What the carrier knows: texts, blocked senders, repeatability ids. Every change is an entry that is written down first and applied
/// then; reading the entries back gives the same knowledge. Safe for use by several threads.
/// </summary>
internal sealed class Books : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly HashSet<(string Sender, string Phone)> _optedOut = [];
    private readonly HashSet<(string Sender, string Phone)> _blockedByTheNetwork = [];
    private readonly Dictionary<(string Id, string Phone), string> _repeatable = [];

    public Books(string? stateFile) => _journal = Journal.Open(stateFile, Apply);

    public CarrierLedger Ledger { get; } = new();

    public void Record(JournalEntry entry)
    {
        lock (_gate)
        {
            _journal.Append(entry);
            Apply(entry);
        }
    }

    public CarriedText Text(string messageId) => Ledger.Change(messageId, text => text);

    /// <summary>Whether no text of the sender's reaches the phone.</summary>
    public bool IsBlocked(string sender, string phone)
    {
        lock (_gate)
            return _optedOut.Contains((sender, phone)) || _blockedByTheNetwork.Contains((sender, phone));
    }

    /// <summary>Whether the phone is on the sender's opt-out list.</summary>
    public bool IsOptedOut(string sender, string phone)
    {
        lock (_gate)
            return _optedOut.Contains((sender, phone));
    }

    /// <summary>The message id of the text that this repeatability id stands for, if it is known for this phone.</summary>
    public string? Repeated(string id, string phone)
    {
        lock (_gate)
            return _repeatable.GetValueOrDefault((id.ToUpperInvariant(), phone));
    }

    public void Dispose() => _journal.Dispose();

    private void Apply(JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Taken(var text):
                Ledger.Add(text);
                if (text.RepeatabilityId is not null)
                    _repeatable[(text.RepeatabilityId.ToUpperInvariant(), text.To)] = text.MessageId;
                break;
            case JournalEntry.Arrived(var id, var status, var details):
                Ledger.Change(id, text => text with { Status = status, Details = details });
                break;
            case JournalEntry.Published(var id):
                Ledger.Change(id, text => text with { Published = true });
                break;
            case JournalEntry.Blocked(var sender, var phone, var now, var byRequest):
                Put(_optedOut, (sender, phone), now);
                if (!byRequest && NumberFormat.IsTollFree(sender))
                    Put(_blockedByTheNetwork, (sender, phone), now);
                break;
        }
    }

    private static void Put(HashSet<(string Sender, string Phone)> list, (string Sender, string Phone) entry, bool now)
    {
        if (now)
            list.Add(entry);
        else
            list.Remove(entry);
    }
}
