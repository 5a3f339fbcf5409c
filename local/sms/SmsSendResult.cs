namespace Azure.Communication.Sms;

/// <summary>What became of a text for one recipient: accepted for delivery (not delivered), or refused.</summary>
public class SmsSendResult
{
    internal SmsSendResult(string to, string? messageId, int httpStatusCode, bool successful, string? errorMessage)
    {
        To = to;
        MessageId = messageId;
        HttpStatusCode = httpStatusCode;
        Successful = successful;
        ErrorMessage = errorMessage;
    }

    /// <summary>The recipient's phone number, E.164.</summary>
    public string To { get; }

    /// <summary>The service's id, which the delivery report repeats; null when the text was refused.</summary>
    public string? MessageId { get; }

    /// <summary>202 when accepted; otherwise the status of the refusal.</summary>
    public int HttpStatusCode { get; }

    /// <summary>Whether the service took the text.</summary>
    public bool Successful { get; }

    /// <summary>Why not; null when it did.</summary>
    public string? ErrorMessage { get; }
}
