using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Orchestrations.Journeys;

/// <summary>Does what is due in a journey by now.</summary>
public sealed class RingActivity(IJourneys journeys)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "Ring";

    /// <summary>Steps the journey and sends what it decides; tells when to ring next.</summary>
    [Function(Name)]
    public async Task<AlarmSetting> Run([ActivityTrigger] string patient, CancellationToken cancellationToken)
    {
        var reading = await journeys.RingAsync(new PatientId(patient), cancellationToken);
        return new AlarmSetting(patient, reading.NextWake?.ToDateTimeUtc(), reading.Gone);
    }
}
