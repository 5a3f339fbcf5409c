using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;

namespace MicroCare.Adapters.Journeys;

/// <summary>Patients in Azure Tables: a partition for each, a commit an entity-group transaction under the state row's ETag.</summary>
public sealed class TablePatientStore : IPatientStore
{
    private const int MostActions = 100;
    private readonly TableClient _table;
    private readonly PatientRows _rows;

    /// <summary>Takes the table, which must exist, and the cipher for personal data.</summary>
    public TablePatientStore(TableClient table, FieldCipher cipher)
    {
        _table = table;
        _rows = new PatientRows(cipher);
    }

    /// <inheritdoc />
    public int Shares => Pseudonyms.FirstCharacters.Length;

    /// <inheritdoc />
    public async Task<PatientRecord?> LoadAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {patient.Value} and (RowKey eq {PatientRows.StateKey} or (RowKey ge {PatientRows.OutPrefix} and RowKey lt {PatientRows.OutPrefixEnd}))");
        TableEntity? state = null;
        var outbox = ImmutableArray.CreateBuilder<PendingEffect>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == PatientRows.StateKey)
            {
                state = row;
            }
            else
            {
                outbox.Add(_rows.ReadOut(row));
            }
        }

        return state is null
            ? null
            : new PatientRecord(PatientRows.ReadState(state), _rows.ReadContact(state), outbox.DrainToImmutable(), state.ETag.ToString());
    }

    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(PatientCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var actions = _rows.Transaction(commit);
        if (actions.Count > MostActions)
        {
            throw new InvalidOperationException($"A step of patient {commit.Outcome.State.Patient} has {actions.Count} rows; a transaction takes {MostActions}.");
        }

        try
        {
            var response = await _table.SubmitTransactionAsync(actions, cancellationToken);
            var version = response.Value[commit.Input is null ? 0 : 1].Headers.ETag?.ToString()
                ?? throw new InvalidOperationException("The storage service returned no ETag for the state row.");
            return new CommitResult.Committed(new PatientRecord(commit.Outcome.State, commit.Contact, commit.OutboxAfter(), version));
        }
        catch (TableTransactionFailedException fault) when (
            fault.ErrorCode == TableErrorCode.EntityAlreadyExists && commit.Input is not null && fault.FailedTransactionActionIndex == 0)
        {
            return new CommitResult.Repeated();
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            // 412: the state moved on. 409: our own commit, whose answer got lost. 404: an outbox row was settled meanwhile.
            return new CommitResult.Raced();
        }
    }

    /// <inheritdoc />
    public async Task SettleAsync(PatientId patient, ImmutableArray<EffectKey> effects, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(effects.Take(MostActions).Select(key => PatientRows.Delete(patient, key)), cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            foreach (var key in effects)
            {
                await _table.DeleteEntityAsync(patient.Value, PatientRows.OutKey(key), ETag.All, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<JourneyFact>> ReadFactsAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {patient.Value} and RowKey ge {PatientRows.FactPrefix} and RowKey lt {PatientRows.FactPrefixEnd}");
        var facts = ImmutableArray.CreateBuilder<JourneyFact>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            facts.Add(_rows.ReadFact(row, withWords: true));
        }

        return facts.DrainToImmutable();
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JourneyState> ScanAsync(int share, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"{ShareFilter(share)} and RowKey eq '{PatientRows.StateKey}'";
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["State"], cancellationToken: cancellationToken))
        {
            yield return PatientRows.ReadState(row);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<KeyValuePair<PatientId, List<JourneyFact>>> ScanFactsAsync(
        int share, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"{ShareFilter(share)} and RowKey ge '{PatientRows.FactPrefix}' and RowKey lt '{PatientRows.FactPrefixEnd}'";
        var facts = new List<JourneyFact>();
        string? patient = null;
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "Fact"], cancellationToken: cancellationToken))
        {
            if (patient is not null && patient != row.PartitionKey)
            {
                yield return new(new PatientId(patient), facts);
                facts = [];
            }

            patient = row.PartitionKey;
            facts.Add(_rows.ReadFact(row, withWords: false));
        }

        if (patient is not null)
        {
            yield return new(new PatientId(patient), facts);
        }
    }

    private static string ShareFilter(int share)
    {
        var first = Pseudonyms.FirstCharacters[share];
        return $"PartitionKey ge '{first}' and PartitionKey lt '{(char)(first + 1)}'";
    }
}
