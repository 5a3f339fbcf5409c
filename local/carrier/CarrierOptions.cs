namespace MicroCare.Local.Carriers;

/// <summary>How a <see cref="Carrier"/> behaves; the defaults are a toll-free number's.</summary>
public sealed record CarrierOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The access key that requests are signed with, base64. Good for this machine only.</summary>
    public string AccessKey { get; init; } = "bWljcm9jYXJlLWxvY2FsLWNhcnJpZXIta2V5LTAwMDE=";

    /// <summary>
    /// New texts a minute for each sending number; beyond it the answer is 429. 200 is a toll-free number's (Microsoft Learn, ACS
    /// service limits).
    /// </summary>
    public int TextsPerMinute { get; init; } = 200;

    /// <summary>
    /// Whether the network itself honours STOP and its like: texts after it are taken and then reported as failed with
    /// "Sender blocked for given recipient.", until START or UNSTOP (Microsoft Learn, SMS FAQ). The network's own answer to STOP is
    /// left out.
    /// </summary>
    public bool HonorsStop { get; init; } = true;

    /// <summary>How long a text takes to the phone, on the carrier's clock; zero delivers at once.</summary>
    public TimeSpan DeliveryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most that a delivery may take longer; each text's share follows from seed, phone and its texts so far.</summary>
    public TimeSpan DeliveryJitter { get; init; }

    /// <summary>Decides jitter, message ids and random faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Numbers that no text reaches: landlines, phones that are off. Their reports say Failed.</summary>
    public IReadOnlySet<string> Unreachable { get; init; } = new HashSet<string>();

    /// <summary>How many events make one queue message. 1 puts a JSON object, more put an array.</summary>
    public int EventsPerMessage { get; init; } = 1;

    /// <summary>The longest that an event waits for company, on the carrier's clock.</summary>
    public TimeSpan BatchWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An append-only file (JSON lines) that a later carrier goes on from; null keeps everything in memory. Holds texts in clear.
    /// </summary>
    public string? StateFile { get; init; }

    /// <summary>Counts the carrier's own work; null counts nothing.</summary>
    public WorkGauge? Gauge { get; init; }

    /// <summary>Whether each queue message counts as work until <see cref="Carrier.Settled"/> names it.</summary>
    public bool CountsEventsUntilSettled { get; init; }

    /// <summary>The time of day that signatures are checked against, whatever the carrier's own clock says.</summary>
    public TimeProvider WallClock { get; init; } = TimeProvider.System;
}
