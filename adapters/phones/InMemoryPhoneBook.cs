using System.Collections.Concurrent;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Phones;

/// <summary>The phone book in memory.</summary>
public sealed class InMemoryPhoneBook : IPhoneBook
{
    private readonly ConcurrentDictionary<PatientText, PatientId> _patients = new();
    private readonly ConcurrentDictionary<PatientText, Instant> _suppressed = new();
    private readonly Dictionary<PatientText, (Instant At, InputId Message)> _strangers = [];

    /// <inheritdoc />
    public Task<bool> ReserveAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken) =>
        Task.FromResult(_patients.GetOrAdd(phone, patient) == patient);

    /// <inheritdoc />
    public Task<PatientId?> FindAsync(PatientText phone, CancellationToken cancellationToken) =>
        Task.FromResult(_patients.TryGetValue(phone, out var patient) ? patient : (PatientId?)null);

    /// <inheritdoc />
    public Task ReleaseAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken)
    {
        if (_patients.TryRemove(new(phone, patient)))
        {
            lock (_strangers)
            {
                _strangers.Remove(phone);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task SuppressAsync(PatientText phone, Instant since, CancellationToken cancellationToken)
    {
        _suppressed[phone] = since;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<bool> IsSuppressedAsync(PatientText phone, CancellationToken cancellationToken) => Task.FromResult(_suppressed.ContainsKey(phone));

    /// <inheritdoc />
    public Task LiftAsync(PatientText phone, Instant startedAt, CancellationToken cancellationToken)
    {
        if (_suppressed.TryGetValue(phone, out var since) && startedAt >= since)
        {
            _suppressed.TryRemove(new(phone, since));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<bool> MayAnswerStrangerAsync(PatientText phone, InputId message, Instant now, CancellationToken cancellationToken)
    {
        lock (_strangers)
        {
            if (_strangers.TryGetValue(phone, out var last) && last.Message != message && last.At + TablePhoneBook.StrangerSilence > now)
            {
                return Task.FromResult(false);
            }

            _strangers[phone] = last.Message == message ? last : (now, message);
            return Task.FromResult(true);
        }
    }
}
