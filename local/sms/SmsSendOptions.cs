namespace Azure.Communication.Sms;

/// <summary>What a caller may ask of one send.</summary>
/// <param name="enableDeliveryReport">Whether Event Grid gets a delivery report for each recipient.</param>
public class SmsSendOptions(bool enableDeliveryReport)
{
    /// <summary>Whether Event Grid gets a delivery report for each recipient.</summary>
    public bool EnableDeliveryReport { get; } = enableDeliveryReport;

    /// <summary>Returned as it is in the delivery report; null sends none. Travels in clear: no personal data.</summary>
    public string? Tag { get; set; }
}
