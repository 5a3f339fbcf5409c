using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Stack;

/// <summary>How the whole service runs on one machine.</summary>
/// <param name="DataFolder">Where Azurite's data, keys, the carrier's books and the clock's state lie.</param>
/// <param name="Time">The clock of the service and of the carrier.</param>
/// <param name="Gauge">The work under way.</param>
/// <param name="HttpPort">The functions' port; 0 for a free one.</param>
/// <param name="CarrierPort">The carrier's port; 0 for a free one.</param>
/// <param name="DeliveryDelay">How long a text takes to the phone.</param>
public sealed record StackOptions(
    string DataFolder, TimeProvider Time, WorkGauge Gauge, int HttpPort, int CarrierPort, TimeSpan DeliveryDelay)
{
    /// <summary>Texts a minute that the number may send; a toll-free number's by default.</summary>
    public int TextsPerMinute { get; init; } = 200;

    /// <summary>HTTP requests a minute that one caller may make.</summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary>Changes the options of every table and queue client, such as by a policy that counts requests; null changes nothing.</summary>
    public Action<ClientOptions>? StorageClients { get; init; }

    /// <summary>Where the programs lie; null means the shipped ones.</summary>
    public string? ProgramsFolder { get; init; }

    /// <summary>Where the clinics' files lie; null: no clinic has one, and every clinic is taken by the standard policy.</summary>
    public string? ClinicsFolder { get; init; }

    /// <summary>When lost escalations are looked for; null: as the sample settings have it. A clock that leaps pays for each look.</summary>
    public string? EscalationWatchSchedule { get; init; }

    /// <summary>Puts services in the place of the app's own, such as a test's; null puts none.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Changes where the log goes; null changes nothing.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Settings that stand above all others.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the log is shown.</summary>
    public bool Verbose { get; init; }
}
