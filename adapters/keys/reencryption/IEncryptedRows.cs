using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Keys;

/// <summary>A store that keeps encrypted fields.</summary>
public interface IEncryptedRows
{
    /// <summary>How many shares its rows are cut into.</summary>
    int Shares { get; }

    /// <summary>Brings a page of a share under the current key.</summary>
    /// <param name="share">Which share.</param>
    /// <param name="after">Where the last page ended; null at the beginning.</param>
    /// <param name="until">Ends the page when it turns true.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    Task<ReencryptedPage> ReencryptAsync(int share, string? after, Func<bool> until, CancellationToken cancellationToken);
}
