using Azure.Core;

namespace Azure.Communication.Sms;

/// <summary>Retries, diagnostics, transport and pipeline policies of an <see cref="SmsClient"/>.</summary>
public class SmsClientOptions : ClientOptions
{
    /// <summary>Options for one version of the service's REST API.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one that this client speaks.</exception>
    public SmsClientOptions(ServiceVersion version = ServiceVersion.V2021_03_07) =>
        ApiVersion = version switch
        {
            ServiceVersion.V2021_03_07 => "2021-03-07",
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version that this client speaks."),
        };

    internal string ApiVersion { get; }

    /// <summary>A version of the service's REST API.</summary>
#pragma warning disable CA1008, CA1707 // The package's own names and values.
    public enum ServiceVersion
    {
        /// <summary>2021-03-07.</summary>
        V2021_03_07 = 1,
    }
#pragma warning restore CA1008, CA1707
}
