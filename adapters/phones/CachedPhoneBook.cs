using MicroCare.Adapters.Caching;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Phones;

/// <summary>
/// Remembers whose numbers were found. A number passes from one patient to another only after the first was erased; then whoever finds no journey there makes the
/// book <see cref="Forget"/> it and looks again.
/// </summary>
public sealed class CachedPhoneBook(IPhoneBook inner, int most) : IPhoneBook
{
    private readonly BoundedCache<PatientText, PatientId> _found = new(most);

    /// <inheritdoc />
    public Task<bool> ReserveAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken) =>
        inner.ReserveAsync(phone, patient, cancellationToken);

    /// <inheritdoc />
    public async Task<PatientId?> FindAsync(PatientText phone, CancellationToken cancellationToken)
    {
        if (_found.TryGet(phone, out var known))
        {
            return known;
        }

        var found = await inner.FindAsync(phone, cancellationToken);
        if (found is { } patient)
        {
            _found.Put(phone, patient);
        }

        return found;
    }

    /// <inheritdoc />
    public void Remember(PatientText phone, PatientId patient) => _found.Put(phone, patient);

    /// <inheritdoc />
    public void Forget(PatientText phone)
    {
        _found.Remove(phone);
        inner.Forget(phone);
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken)
    {
        await inner.ReleaseAsync(phone, patient, cancellationToken);
        _found.Remove(phone);
    }

    /// <inheritdoc />
    public Task SuppressAsync(PatientText phone, Instant since, CancellationToken cancellationToken) => inner.SuppressAsync(phone, since, cancellationToken);

    /// <inheritdoc />
    public Task<bool> IsSuppressedAsync(PatientText phone, CancellationToken cancellationToken) => inner.IsSuppressedAsync(phone, cancellationToken);

    /// <inheritdoc />
    public Task LiftAsync(PatientText phone, Instant startedAt, CancellationToken cancellationToken) => inner.LiftAsync(phone, startedAt, cancellationToken);

    /// <inheritdoc />
    public Task<bool> MayAnswerStrangerAsync(PatientText phone, InputId message, Instant now, CancellationToken cancellationToken) =>
        inner.MayAnswerStrangerAsync(phone, message, now, cancellationToken);
}
