using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>Writes research exports, a share of the patients at a time.</summary>
public interface IExports
{
    /// <summary>How many shares there are; share numbers go from 0 to one less.</summary>
    int Shares { get; }

    /// <summary>Writes one share's decision points; writing it again replaces it.</summary>
    /// <returns>How many rows it has.</returns>
    Task<int> WriteShareAsync(string exportId, string clinic, int share, CancellationToken cancellationToken);

    /// <summary>Puts the shares together to one file, with a manifest beside it, and removes them.</summary>
    Task<ExportManifest> FinishAsync(string exportId, string clinic, Instant requestedAt, CancellationToken cancellationToken);

    /// <summary>The finished file of that clinic's export, or null while there is none.</summary>
    Task<Stream?> OpenAsync(string exportId, string clinic, CancellationToken cancellationToken);
}

/// <summary>What a finished export holds.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Rows">Decision points, without the heading.</param>
/// <param name="Sha256">Of the file, in lower-case hexadecimal digits.</param>
public sealed record ExportManifest(string ExportId, string File, int Rows, string Sha256);
