using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Consent;
using MicroCare.Core.Exports;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Exports;

/// <summary>
/// Writes decision points as CSV (RFC 4180, UTF-8, one heading line): a file for each share, then one of all, in the clinic's own folder. Only of patients who have
/// consented to research and have not taken it back.
/// </summary>
public sealed partial class CsvExports(IPatientStore store, IExportFiles files, Pseudonyms pseudonyms, TimeProvider time) : IExports
{
    private const string DecisionPointsFile = "decision-points.csv";

    private static readonly string[] Heading =
    [
        "study_id", "program", "program_version", "study_day", "decision_point", "step_id", "available", "unavailable_reason", "action",
        "probability", "engagement", "delivery", "asked", "answered", "answer_type", "answer", "latency_minutes",
    ];

    /// <inheritdoc />
    public int Shares => store.Shares;

    /// <inheritdoc />
    public async Task<int> WriteShareAsync(string exportId, string clinic, int share, CancellationToken cancellationToken)
    {
        var consented = new HashSet<PatientId>();
        await foreach (var state in store.ScanAsync(share, cancellationToken))
        {
            if (state.Clinic.Value == clinic && state.Research == ResearchStatus.Given)
            {
                consented.Add(state.Patient);
            }
        }

        var rows = 0;
        using var buffer = new MemoryStream();
        await using (var csv = Writer(buffer))
        {
            await foreach (var (patient, facts) in store.ScanFactsAsync(share, cancellationToken))
            {
                if (consented.Contains(patient))
                {
                    rows += Write(csv, pseudonyms.StudyOf(patient), facts);
                }
            }
        }

        buffer.Position = 0;
        await files.WriteAsync(ShareName(clinic, exportId, share), buffer, cancellationToken);
        return rows;
    }

    /// <inheritdoc />
    public async Task<ExportManifest> FinishAsync(string exportId, string clinic, Instant requestedAt, CancellationToken cancellationToken)
    {
        if (await ReadManifestAsync(clinic, exportId, cancellationToken) is { } done)
        {
            return done; // Finished before; the answer got lost.
        }

        var lines = new List<string>();
        for (var share = 0; share < Shares; share++)
        {
            lines.AddRange(await ReadLinesAsync(ShareName(clinic, exportId, share), cancellationToken)
                ?? throw new InvalidOperationException($"Share {share} of export {exportId} is missing."));
        }

        // In the order of study ids, which says nothing of when somebody enrolled.
        lines.Sort(StringComparer.Ordinal);
        var (consented, without) = await ReadConsentsAsync(clinic, cancellationToken);
        ExportManifest manifest;
        while (true)
        {
            lines.RemoveAll(line => !consented.Contains(StudyOf(line)));
            var content = Content(lines);
            manifest = new ExportManifest(exportId, FileName(clinic, exportId), lines.Count, Sha256(content))
            {
                Participants = lines.Select(StudyOf).Distinct(StringComparer.Ordinal).Count(),
                WithoutConsent = without,
                OrderedAt = requestedAt.ToDateTimeOffset(),
            };
            await files.WriteAsync(FileName(clinic, exportId), new MemoryStream(content, writable: false), cancellationToken);

            // Somebody may have taken their consent back, or have been erased, while the file was written. Who does so from here on finds it written.
            (consented, without) = await ReadConsentsAsync(clinic, cancellationToken);
            if (lines.TrueForAll(line => consented.Contains(StudyOf(line))))
            {
                break;
            }
        }

        await WriteManifestAsync(clinic, manifest, cancellationToken);
        for (var share = 0; share < Shares; share++)
        {
            await files.RemoveAsync(ShareName(clinic, exportId, share), cancellationToken);
        }

        return manifest;
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string exportId, string clinic, CancellationToken cancellationToken) =>
        await ReadManifestAsync(clinic, exportId, cancellationToken) is null ? null : await files.OpenAsync(FileName(clinic, exportId), cancellationToken);

    /// <inheritdoc />
    public Task<ExportManifest?> ReadAsync(string exportId, string clinic, CancellationToken cancellationToken) => ReadManifestAsync(clinic, exportId, cancellationToken);

    private async Task<List<string>?> ReadLinesAsync(string name, CancellationToken cancellationToken)
    {
        await using var file = await files.OpenAsync(name, cancellationToken);
        if (file is null)
        {
            return null;
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>The study ids of the clinic's patients who consent to research now, and how many of its patients do not.</summary>
    private async Task<(HashSet<string> Consented, int Without)> ReadConsentsAsync(string clinic, CancellationToken cancellationToken)
    {
        var consented = new HashSet<string>(StringComparer.Ordinal);
        var without = 0;
        for (var share = 0; share < Shares; share++)
        {
            await foreach (var state in store.ScanAsync(share, cancellationToken))
            {
                if (state.Clinic.Value != clinic)
                {
                    continue;
                }

                if (state.Research == ResearchStatus.Given)
                {
                    consented.Add(pseudonyms.StudyOf(state.Patient).Value);
                }
                else
                {
                    without++;
                }
            }
        }

        return (consented, without);
    }

    private Task WriteManifestAsync(string clinic, ExportManifest manifest, CancellationToken cancellationToken) => files.WriteAsync(
        ManifestName(clinic, manifest.ExportId), new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web), writable: false), cancellationToken);

    private static byte[] Content(IEnumerable<string> lines) =>
        Encoding.UTF8.GetBytes(string.Concat(lines.Prepend(string.Join(',', Heading)).Select(line => line + "\r\n")));

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // The first column: letters and digits of ours, never quoted.
    private static string StudyOf(string line) => line[..Math.Max(line.IndexOf(',', StringComparison.Ordinal), 0)];

    private async Task<ExportManifest?> ReadManifestAsync(string clinic, string exportId, CancellationToken cancellationToken)
    {
        await using var file = await files.OpenAsync(ManifestName(clinic, exportId), cancellationToken);
        return file is null ? null : await JsonSerializer.DeserializeAsync<ExportManifest>(file, JsonSerializerOptions.Web, cancellationToken);
    }

    private static int Write(CsvWriter csv, StudyId study, List<JourneyFact> facts)
    {
        var points = DecisionPoints.Of(study, facts);
        foreach (var point in points)
        {
            csv.WriteField(point.StudyId.Value);
            csv.WriteField(point.Program);
            csv.WriteField(point.ProgramVersion);
            csv.WriteField(point.StudyDay.ToString("D3", CultureInfo.InvariantCulture));
            csv.WriteField(point.Sequence.ToString("D4", CultureInfo.InvariantCulture));
            csv.WriteField(point.Step.Value);
            csv.WriteField(point.Available);
            csv.WriteField(point.UnavailableReason);
            csv.WriteField(point.Action);
            csv.WriteField(point.Probability);
            csv.WriteField(point.Engagement);
            csv.WriteField(point.Delivery);
            csv.WriteField(point.Asked);
            csv.WriteField(point.Answered);
            csv.WriteField(point.AnswerType);
            csv.WriteField(point.AnswerCode);
            csv.WriteField(point.LatencyMinutes);
            csv.NextRecord();
        }

        return points.Count;
    }

    private static CsvWriter Writer(Stream stream) =>
        new(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true), CultureInfo.InvariantCulture);

    private static string ShareName(string clinic, string exportId, int share) => string.Create(CultureInfo.InvariantCulture, $"{clinic}/{exportId}/share-{share:D2}.csv");

    private static string FileName(string clinic, string exportId) => $"{clinic}/{exportId}/{DecisionPointsFile}";

    private static string ManifestName(string clinic, string exportId) => $"{clinic}/{exportId}/manifest.json";
}
