namespace MicroCare.Local.Carriers;

/// <summary>
/// The three operations on the opt-out list (Azure/azure-rest-api-specs, communication Sms 2026-01-23). A phone that texted STOP to a toll-free number is on the
/// network's own list as well, which a request does not change (Microsoft Learn, SMS FAQ).
/// </summary>
internal sealed class OptOutRequests(Exchange exchange, Books books)
{
    private const int MostRecipients = 100;

    /// <exception cref="RefusedRequestException">The body is not a request of this kind.</exception>
    public object Answer(string operation, ReadOnlySpan<byte> json)
    {
        var body = SendRequest.Read<Body>(json);
        if (!NumberFormat.IsSender(body.From))
            throw RefusedRequestException.Invalid("From", "Invalid From phone number format.");
        if (body.Recipients is not { Count: > 0 and <= MostRecipients })
            throw RefusedRequestException.Invalid("Recipients", $"The field Recipients must have 1 to {MostRecipients} items.");
        return new { value = body.Recipients.Select(recipient => AnswerOne(operation, body.From!, recipient.To)).ToList() };
    }

    private Item AnswerOne(string operation, string from, string? to)
    {
        if (!NumberFormat.IsRecipient(to))
            return new Item(to, 400, null, "Invalid recipient phone number format");
        if (operation == "check")
            return new Item(to, 200, books.IsOptedOut(from, to!), null);
        exchange.ChangeOptOut(from, to!, optedOut: operation == "add");
        return new Item(to, 200, null, null);
    }

    private sealed record Body(string? From, List<Recipient>? Recipients);

    private sealed record Recipient(string? To);

    private sealed record Item(string? To, int HttpStatusCode, bool? IsOptedOut, string? ErrorMessage);
}
