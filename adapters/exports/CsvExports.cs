using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Exports;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Exports;

/// <summary>
/// Writes decision points as CSV (RFC 4180, UTF-8, one heading line): a file for each share, then one of all, in the clinic's own folder.
/// </summary>
public sealed class CsvExports(IPatientStore store, IExportFiles files, Pseudonyms pseudonyms) : IExports
{
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
        var clinics = new Dictionary<PatientId, ClinicId>();
        await foreach (var state in store.ScanAsync(share, cancellationToken))
        {
            clinics[state.Patient] = state.Clinic;
        }

        var rows = 0;
        using var buffer = new MemoryStream();
        await using (var csv = Writer(buffer))
        {
            await foreach (var (patient, facts) in store.ScanFactsAsync(share, cancellationToken))
            {
                if (clinics.GetValueOrDefault(patient).Value == clinic)
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
            await using var part = await files.OpenAsync(ShareName(clinic, exportId, share), cancellationToken)
                ?? throw new InvalidOperationException($"Share {share} of export {exportId} is missing.");
            using var reader = new StreamReader(part, Encoding.UTF8);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                lines.Add(line);
            }
        }

        // In the order of study ids, which says nothing of when somebody enrolled.
        lines.Sort(StringComparer.Ordinal);
        var content = Encoding.UTF8.GetBytes(string.Concat(lines.Prepend(string.Join(',', Heading)).Select(line => line + "\r\n")));
        var manifest = new ExportManifest(exportId, FileName(clinic, exportId), lines.Count, Convert.ToHexStringLower(SHA256.HashData(content)));
        await files.WriteAsync(FileName(clinic, exportId), new MemoryStream(content, writable: false), cancellationToken);
        await files.WriteAsync(
            ManifestName(clinic, exportId), new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web), writable: false), cancellationToken);
        for (var share = 0; share < Shares; share++)
        {
            await files.RemoveAsync(ShareName(clinic, exportId, share), cancellationToken);
        }

        return manifest;
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string exportId, string clinic, CancellationToken cancellationToken) =>
        await ReadManifestAsync(clinic, exportId, cancellationToken) is null ? null : await files.OpenAsync(FileName(clinic, exportId), cancellationToken);

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

    private static string FileName(string clinic, string exportId) => $"{clinic}/{exportId}/decision-points.csv";

    private static string ManifestName(string clinic, string exportId) => $"{clinic}/{exportId}/manifest.json";
}
