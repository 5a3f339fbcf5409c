using System.Text;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Adapters.Exports;

/// <summary>What leaves exports afterwards: the rows of a person who is erased, and exports that are old.</summary>
public sealed partial class CsvExports
{
    /// <inheritdoc />
    public async Task<int> EraseAsync(string clinic, PatientId patient, CancellationToken cancellationToken)
    {
        var study = pseudonyms.StudyOf(patient).Value;
        var names = new List<string>();
        await foreach (var file in files.ListAsync($"{clinic}/", cancellationToken))
        {
            if (file.Name.EndsWith(".csv", StringComparison.Ordinal))
            {
                names.Add(file.Name);
            }
        }

        var erased = 0;
        foreach (var name in names)
        {
            erased += await EraseAsync(clinic, name, study, cancellationToken);
        }

        return erased;
    }

    /// <inheritdoc />
    public async Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<string, List<ExportFile>>(StringComparer.Ordinal);
        await foreach (var file in files.ListAsync("", cancellationToken))
        {
            var folder = file.Name[..(file.Name.LastIndexOf('/') + 1)];
            (folders.TryGetValue(folder, out var known) ? known : folders[folder] = []).Add(file);
        }

        var removed = 0;
        foreach (var (folder, found) in folders)
        {
            // An export that was rewritten is as old as its order, not as its last change.
            var at = folder.Split('/') is [var clinic, var export, ""] ? (await ReadManifestAsync(clinic, export, cancellationToken))?.OrderedAt : null;
            if ((at ?? found.Max(file => file.WrittenAt)) < before.ToDateTimeOffset())
            {
                foreach (var file in found.OrderBy(file => file.Name.EndsWith("manifest.json", StringComparison.Ordinal)))
                {
                    await files.RemoveAsync(file.Name, cancellationToken);
                }

                removed++;
            }
        }

        return removed;
    }

    /// <summary>Takes a person's rows out of a file. The manifest is brought up to what the file is, also where a run before this one died between the two.</summary>
    private async Task<int> EraseAsync(string clinic, string name, string study, CancellationToken cancellationToken)
    {
        var lines = await ReadLinesAsync(name, cancellationToken);
        if (lines is null)
        {
            return 0;
        }

        var erased = lines.RemoveAll(line => StudyOf(line) == study);
        if (!name.EndsWith(DecisionPointsFile, StringComparison.Ordinal))
        {
            if (erased > 0)
            {
                await files.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))), writable: false), cancellationToken);
            }

            return erased;
        }

        var content = Content(lines.Skip(1)); // Behind the heading.
        if (erased > 0)
        {
            await files.WriteAsync(name, new MemoryStream(content, writable: false), cancellationToken);
        }

        if (await ReadManifestAsync(clinic, name.Split('/')[1], cancellationToken) is { } manifest && manifest.Sha256 != Sha256(content))
        {
            await WriteManifestAsync(
                clinic,
                manifest with
                {
                    Rows = lines.Count - 1,
                    Sha256 = Sha256(content),
                    Participants = lines.Skip(1).Select(StudyOf).Distinct(StringComparer.Ordinal).Count(),
                    RowsErased = manifest.RowsErased + manifest.Rows - (lines.Count - 1),
                    RewrittenAt = time.GetUtcNow(),
                },
                cancellationToken);
        }

        return erased;
    }
}
