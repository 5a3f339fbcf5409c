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
