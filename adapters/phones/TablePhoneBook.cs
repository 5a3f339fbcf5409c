using Azure;
using Azure.Data.Tables;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Phones;

/// <summary>The phone book in Azure Tables: a partition for each number's hash.</summary>
public sealed class TablePhoneBook(TableClient table, Pseudonyms pseudonyms) : IPhoneBook
{
    private const string PatientRow = "patient";
    private const string StrangerRow = "stranger";
    private const string SuppressedRow = "suppressed";

    /// <summary>How long a stranger is not answered again.</summary>
    internal static readonly Duration StrangerSilence = Duration.FromHours(24);

    /// <inheritdoc />
    public async Task<bool> ReserveAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken)
    {
        try
        {
            var row = new TableEntity(pseudonyms.PhoneKey(phone), PatientRow) { ["Patient"] = patient.Value };
            await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            return await FindAsync(phone, cancellationToken) == patient;
        }
    }

    /// <inheritdoc />
    public async Task<PatientId?> FindAsync(PatientText phone, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(pseudonyms.PhoneKey(phone), PatientRow, cancellationToken: cancellationToken);
        return row.HasValue ? new PatientId(row.Value!.GetString("Patient")) : null;
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(PatientText phone, PatientId patient, CancellationToken cancellationToken)
    {
        var key = pseudonyms.PhoneKey(phone);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(key, PatientRow, cancellationToken: cancellationToken);
        if (row.HasValue && row.Value!.GetString("Patient") == patient.Value)
        {
            await table.DeleteEntityAsync(key, StrangerRow, ETag.All, cancellationToken);
            await table.DeleteEntityAsync(key, PatientRow, row.Value.ETag, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task SuppressAsync(PatientText phone, Instant since, CancellationToken cancellationToken) => await table.UpsertEntityAsync(
        new TableEntity(pseudonyms.PhoneKey(phone), SuppressedRow) { ["Since"] = since.ToDateTimeOffset() }, TableUpdateMode.Replace, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> IsSuppressedAsync(PatientText phone, CancellationToken cancellationToken) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(pseudonyms.PhoneKey(phone), SuppressedRow, cancellationToken: cancellationToken)).HasValue;

    /// <inheritdoc />
    public async Task LiftAsync(PatientText phone, Instant startedAt, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(pseudonyms.PhoneKey(phone), SuppressedRow, cancellationToken: cancellationToken);
        if (row.HasValue && startedAt >= Instant.FromDateTimeOffset(row.Value!.GetDateTimeOffset("Since")!.Value))
        {
            await table.DeleteEntityAsync(row.Value, row.Value.ETag, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<bool> MayAnswerStrangerAsync(PatientText phone, InputId message, Instant now, CancellationToken cancellationToken)
    {
        var key = pseudonyms.PhoneKey(phone);
        var row = new TableEntity(key, StrangerRow) { ["AnsweredAt"] = now.ToDateTimeOffset(), ["Message"] = message.Value };
        try
        {
            var known = await table.GetEntityIfExistsAsync<TableEntity>(key, StrangerRow, cancellationToken: cancellationToken);
            if (!known.HasValue)
            {
                await table.AddEntityAsync(row, cancellationToken);
                return true;
            }

            if (known.Value!.GetString("Message") == message.Value)
            {
                return true;
            }

            if (Instant.FromDateTimeOffset(known.Value.GetDateTimeOffset("AnsweredAt")!.Value) + StrangerSilence > now)
            {
                return false;
            }

            await table.UpdateEntityAsync(row, known.Value.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            // Another text of the same number was answered in this moment; or it was this one, and storage's answer got lost.
            var winner = await table.GetEntityIfExistsAsync<TableEntity>(key, StrangerRow, cancellationToken: cancellationToken);
            return winner.HasValue && winner.Value!.GetString("Message") == message.Value;
        }
    }
}
