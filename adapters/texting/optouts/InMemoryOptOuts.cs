using System.Collections.Concurrent;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;

namespace MicroCare.Adapters.Texting.OptOuts;

/// <summary>A carrier's opt-out list in memory.</summary>
public sealed class InMemoryOptOuts : ICarrierOptOuts
{
    private readonly ConcurrentDictionary<string, bool> _phones = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task AddAsync(PatientText phone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phone);
        _phones[phone.Words] = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RemoveAsync(PatientText phone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phone);
        _phones.TryRemove(phone.Words, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<bool> IsOptedOutAsync(PatientText phone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return Task.FromResult(_phones.ContainsKey(phone.Words));
    }
}
