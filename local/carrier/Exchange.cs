using System.Globalization;
using MicroCare.Core.Texting;

namespace MicroCare.Local.Carriers;

/// <summary>Takes texts from the app and from phones, and keeps the opt-out list. Safe for use by several threads.</summary>
internal sealed class Exchange(Books books, Deliveries deliveries, CarrierFaults faults, CarrierOptions options, TimeProvider time)
{
    private static readonly HashSet<string> StopWords =
        new(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> StartWords = new(["START", "UNSTOP"], StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly Throttle _throttle = new(options.TextsPerMinute, time);
    private readonly SeededDraw _draw = new(options.Seed);

    /// <summary>Takes what can be taken of a send. The whole of it happens or, with an exception, nothing.</summary>
    /// <exception cref="RefusedRequestException">The sender has sent too much within the minute.</exception>
    public IReadOnlyList<SendItem> Send(SendRequest request)
    {
        lock (_gate)
        {
            var fresh = request.Recipients.Count(to => IsFresh(to));
            if (fresh > 0 && _throttle.TryTake(request.From, fresh) is { } wait)
                throw RefusedRequestException.Error(429, "TooManyRequests", "Too many texts from this number.", wait);
            return [.. request.Recipients.Select(to => SendOne(request, to))];
        }
    }

    /// <summary>Takes a text from a phone; returns its id.</summary>
    public string Receive(string phone, string to, string body)
    {
        lock (_gate)
        {
            var word = body.Trim();
            if (options.HonorsStop && StopWords.Contains(word))
                books.Record(new JournalEntry.Blocked(to, phone, Now: true));
            else if (options.HonorsStop && StartWords.Contains(word))
                books.Record(new JournalEntry.Blocked(to, phone, Now: false));
            var now = time.GetUtcNow();
            var text = new CarriedText(
                NewId("Incoming", phone, now), TextDirection.FromPhone, now, now, phone, to, body, SmsSegments.Of(body),
                RepeatabilityId: null, Tag: null, WantsReport: false, TextStatus.Received, Details: null, Published: false);
            Take(text);
            return text.MessageId;
        }
    }

    /// <summary>Puts a phone on the sender's opt-out list at the app's request, or takes it off.</summary>
    public void ChangeOptOut(string sender, string phone, bool optedOut)
    {
        lock (_gate)
        {
            if (books.IsOptedOut(sender, phone) != optedOut)
                books.Record(new JournalEntry.Blocked(sender, phone, optedOut, ByRequest: true));
        }
    }


    private bool IsFresh(SendRecipient to) =>
        NumberFormat.IsRecipient(to.To) && (to.RepeatabilityId is null || books.Repeated(to.RepeatabilityId, to.To!) is null);

    private SendItem SendOne(SendRequest request, SendRecipient recipient)
    {
        var repeatable = recipient.RepeatabilityId is not null;
        if (!NumberFormat.IsRecipient(recipient.To))
            return new SendItem(recipient.To, null, 400, null, false, "Invalid To phone number format.");
        if (repeatable && !recipient.HasFirstSent)
        {
            return new SendItem(recipient.To, null, 400, "rejected", false,
                "Request sent with Invalid DateTime value for repeatability-first-sent. Expected is DateTime ,RFC1123 pattern.");
        }
        var accepted = repeatable ? "accepted" : null;
        if (repeatable && books.Repeated(recipient.RepeatabilityId!, recipient.To!) is { } known)
        {
            books.Ledger.CountRepeat();
            return new SendItem(recipient.To, known, 202, accepted, true, null);
        }
        var text = Accepted(request, recipient);
        Take(text);
        return new SendItem(text.To, text.MessageId, 202, accepted, true, null);
    }

    private CarriedText Accepted(SendRequest request, SendRecipient recipient)
    {
        var phone = recipient.To!;
        var now = time.GetUtcNow();
        var jitter = options.DeliveryJitter * _draw.Fraction(phone, books.Ledger.CountOf(phone));
        var fate = books.IsBlocked(request.From, phone) ? DeliveryDetails.OptedOut
            : faults.NextDelivery(phone) ?? (options.Unreachable.Contains(phone) ? DeliveryDetails.NotReachable : null);
        return new CarriedText(
            NewId("Outgoing", phone, now), TextDirection.ToPhone, now, now + options.DeliveryDelay + jitter,
            request.From, phone, request.Message, SmsSegments.Of(request.Message),
            recipient.RepeatabilityId, request.Tag, request.WantsReport, TextStatus.Accepted, fate, Published: false);
    }

    private void Take(CarriedText text)
    {
        books.Record(new JournalEntry.Taken(text));
        deliveries.Start(text);
    }

    private string NewId(string kind, string phone, DateTimeOffset now) =>
        $"{kind}_{now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{_draw.Id(phone, books.Ledger.CountOf(phone))}";
}
