namespace Azure.Communication.Sms.Models;

/// <summary>Makes results that only the service makes otherwise; for tests.</summary>
public static class SmsModelFactory
{
    /// <summary>One recipient's result.</summary>
    public static SmsSendResult SmsSendResult(string to, string? messageId, int httpStatusCode, bool successful, string? errorMessage) =>
        new(to, messageId, httpStatusCode, successful, errorMessage);
}
