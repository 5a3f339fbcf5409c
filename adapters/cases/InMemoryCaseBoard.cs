using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Cases;

/// <summary>Clinics' cases in memory.</summary>
public sealed class InMemoryCaseBoard : ICaseBoard
{
    private readonly ConcurrentDictionary<EffectKey, (int Sequence, ClinicCase Case)> _cases = new();

    /// <inheritdoc />
    public Task ShowAsync(ClinicCase shown, int sequence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shown);
        _cases.AddOrUpdate(shown.Case.Id, (sequence, shown), (_, known) => sequence > known.Sequence ? (sequence, shown) : known);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<ClinicCase>> ListAsync(ClinicId clinic, CaseQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(query.Apply(_cases.Values.Select(known => known.Case).Where(one => one.Clinic == clinic)));
    }

    /// <inheritdoc />
    public Task<ImmutableArray<ClinicCase>> EmergenciesAsync(Instant openedBy, CancellationToken cancellationToken) =>
        Task.FromResult(_cases.Values.Select(known => known.Case).Where(one => one.Case.CallsPeople && one.Case.OpenedAt <= openedBy).ToImmutableArray());

    /// <inheritdoc />
    public Task EraseAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken)
    {
        foreach (var (id, known) in _cases)
        {
            if (known.Case.Patient == patient)
            {
                _cases.TryRemove(id, out _);
            }
        }

        return Task.CompletedTask;
    }
}
