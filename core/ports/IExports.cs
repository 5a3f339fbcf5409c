using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>Writes research exports, a share of the patients at a time. Nobody is in them who has not consented to research, or no longer does.</summary>
public interface IExports
{
    /// <summary>How many shares there are; share numbers go from 0 to one less.</summary>
    int Shares { get; }

    /// <summary>Writes one share's decision points; writing it again replaces it.</summary>
    /// <returns>How many rows it has.</returns>
    Task<int> WriteShareAsync(string exportId, string clinic, int share, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the shares together to one file, with a manifest beside it, and removes them. Whoever took their consent back since their share was written is left out.
    /// </summary>
    Task<ExportManifest> FinishAsync(string exportId, string clinic, Instant requestedAt, CancellationToken cancellationToken);

    /// <summary>The finished file of that clinic's export, or null while there is none.</summary>
    Task<Stream?> OpenAsync(string exportId, string clinic, CancellationToken cancellationToken);

    /// <summary>What that clinic's export holds as it now is, or null while it is not finished.</summary>
    Task<ExportManifest?> ReadAsync(string exportId, string clinic, CancellationToken cancellationToken);

    /// <summary>Takes a patient's rows out of every export of the clinic, finished or not; tells how many rows.</summary>
    Task<int> EraseAsync(string clinic, PatientId patient, CancellationToken cancellationToken);

    /// <summary>Removes the exports that were ordered before that moment; tells how many.</summary>
    Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken);
}

/// <summary>What a finished export holds.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Rows">Decision points, without the heading.</param>
/// <param name="Sha256">Of the file, in lower-case hexadecimal digits.</param>
/// <param name="Participants">How many people it holds rows of.</param>
/// <param name="WithoutConsent">How many of the clinic's patients are left out because they have not consented to research, or no longer do.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="RowsErased">Rows that were taken out afterwards, because their person was erased.</param>
/// <param name="RewrittenAt">When that last happened; null: never.</param>
public sealed record ExportManifest(
    string ExportId, string File, int Rows, string Sha256, int Participants = 0, int WithoutConsent = 0, DateTimeOffset? OrderedAt = null, int RowsErased = 0,
    DateTimeOffset? RewrittenAt = null);
