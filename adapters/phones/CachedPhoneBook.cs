using MicroCare.Adapters.Caching;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Phones;

/// <summary>Remembers whose numbers were found. A number never passes from one patient to another, so what is remembered stays true.</summary>
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
    public Task<bool> MayAnswerStrangerAsync(PatientText phone, InputId message, Instant now, CancellationToken cancellationToken) =>
        inner.MayAnswerStrangerAsync(phone, message, now, cancellationToken);
}
