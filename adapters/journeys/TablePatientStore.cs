using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Journeys;

/// <summary>Patients in Azure Tables: a partition for each, a commit an entity-group transaction under the state row's ETag.</summary>
public sealed class TablePatientStore : IPatientStore, IEncryptedRows
{
    private const int MostInATransaction = 100;
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
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(patient.Value, PatientRows.StateKey, cancellationToken: cancellationToken);
        return found.HasValue && !PatientRows.IsMarker(found.Value!)
            ? new PatientRecord(
                _rows.ReadWholeState(found.Value!), _rows.ReadContact(found.Value!), _rows.ReadOutbox(found.Value!), found.Value!.ETag.ToString())
            : null;
    }

    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(PatientCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        try
        {
            var response = await _table.SubmitTransactionAsync(_rows.Transaction(commit), cancellationToken);
            var version = response.Value[^1].Headers.ETag?.ToString()
                ?? throw new InvalidOperationException("The storage service returned no ETag for the state row.");
            return new CommitResult.Committed(new PatientRecord(commit.Outcome.State, commit.Contact, commit.OutboxAfter(), version));
        }
        catch (TableTransactionFailedException fault) when (
            fault.ErrorCode == TableErrorCode.EntityAlreadyExists && commit.Input is not null && commit.Before is not null && fault.FailedTransactionActionIndex == 0)
        {
            return new CommitResult.Repeated();
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            // 412: the state moved on. 409: somebody enrolled the patient first, or it was our own commit, whose answer got lost. 404: the patient was erased.
            return new CommitResult.Raced();
        }
    }

    /// <inheritdoc />
    public async Task SettleAsync(PatientId patient, ImmutableArray<EffectKey> effects, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(patient.Value, PatientRows.StateKey, cancellationToken: cancellationToken);
        if (!found.HasValue || PatientRows.IsMarker(found.Value!))
        {
            return;
        }

        var outbox = _rows.ReadOutbox(found.Value!);
        var left = outbox.RemoveAll(pending => effects.Contains(pending.Effect.Key));
        if (left.Length < outbox.Length)
        {
            _rows.PutOutbox(found.Value!, left);
            await _table.UpdateEntityAsync(found.Value!, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<JourneyFact>> ReadFactsAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var facts = new List<JourneyFact>();
        await foreach (var row in _table.QueryAsync<TableEntity>(StepsOf(patient), cancellationToken: cancellationToken))
        {
            facts.AddRange(_rows.ReadFacts(row, withWords: true));
        }

        return [.. facts.OrderBy(fact => fact.Sequence)];
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<SentText>> ReadSentAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var sent = new List<SentText>();
        await foreach (var row in _table.QueryAsync<TableEntity>(StepsOf(patient), cancellationToken: cancellationToken))
        {
            sent.AddRange(_rows.ReadSent(row));
        }

        return [.. sent];
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JourneyState> ScanAsync(int share, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"{ShareFilter(share)} and RowKey eq '{PatientRows.StateKey}'";
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["State"], cancellationToken: cancellationToken))
        {
            if (row.GetString("State") is not null)
            {
                yield return PatientRows.ReadState(row); // The others are markers of erasures.
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<KeyValuePair<PatientId, List<JourneyFact>>> ScanFactsAsync(
        int share, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"{ShareFilter(share)} and RowKey ge '{PatientRows.StepPrefix}' and RowKey lt '{PatientRows.StepPrefixEnd}'";
        var facts = new List<JourneyFact>();
        string? patient = null;
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "Facts"], cancellationToken: cancellationToken))
        {
            if (patient is not null && patient != row.PartitionKey)
            {
                yield return InOrder(patient, facts);
                facts = [];
            }

            patient = row.PartitionKey;
            facts.AddRange(_rows.ReadFacts(row, withWords: false));
        }

        if (patient is not null)
        {
            yield return InOrder(patient, facts);
        }
    }

    /// <inheritdoc />
    public async Task MarkErasingAsync(PatientId patient, long journey, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(patient.Value, PatientRows.StateKey, cancellationToken: cancellationToken);
            if (!found.HasValue
                || PatientRows.IsMarker(found.Value!)
                || PatientRows.ReadState(found.Value!).EnrolledAt.ToUnixTimeMilliseconds() != journey)
            {
                return;
            }

            try
            {
                await _table.UpdateEntityAsync(PatientRows.Marker(found.Value!, journey), found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException fault) when (fault.Status is 404 or 412)
            {
                // A step was faster: mark what it left.
            }
        }
    }

    /// <inheritdoc />
    public async Task<ErasingPatient?> FindErasingAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(patient.Value, PatientRows.StateKey, cancellationToken: cancellationToken);
        return found.HasValue && PatientRows.IsMarker(found.Value!) ? _rows.ReadMarker(found.Value!) : null;
    }

    /// <inheritdoc />
    public async Task EraseAsync(PatientId patient, long journey, CancellationToken cancellationToken)
    {
        if ((await FindErasingAsync(patient, cancellationToken))?.Journey != journey)
        {
            return;
        }

        // No step can be added any more: a step comes in one transaction with the state that it began from, and that is gone.
        while (true)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {patient.Value} and RowKey ne {PatientRows.StateKey}");
            var rows = new List<TableEntity>(MostInATransaction);
            await foreach (var row in _table.QueryAsync<TableEntity>(filter, MostInATransaction, ["PartitionKey", "RowKey"], cancellationToken))
            {
                rows.Add(row);
                if (rows.Count == MostInATransaction)
                {
                    break;
                }
            }

            if (rows.Count == 0)
            {
                break;
            }

            try
            {
                await _table.SubmitTransactionAsync(
                    rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All)), cancellationToken);
            }
            catch (TableTransactionFailedException fault) when (fault.Status == 404)
            {
                // Another run of the same erasure is at it: look at what is left.
            }
        }

        await _table.DeleteEntityAsync(patient.Value, PatientRows.StateKey, ETag.All, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ReencryptedPage> ReencryptAsync(int share, string? after, Func<bool> until, CancellationToken cancellationToken) =>
        new RowRenewal(_table, _rows.Renew).RunAsync(ShareFilter(share), after, until, cancellationToken);

    private static KeyValuePair<PatientId, List<JourneyFact>> InOrder(string patient, List<JourneyFact> facts) =>
        new(new PatientId(patient), [.. facts.OrderBy(fact => fact.Sequence)]);

    private static string StepsOf(PatientId patient) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {patient.Value} and RowKey ge {PatientRows.StepPrefix} and RowKey lt {PatientRows.StepPrefixEnd}");

    private static string ShareFilter(int share)
    {
        var first = Pseudonyms.FirstCharacters[share];
        return $"PartitionKey ge '{first}' and PartitionKey lt '{(char)(first + 1)}'";
    }
}
