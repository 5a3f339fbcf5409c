using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Adapters.Journeys;

/// <summary>
/// The rows of one patient's partition: <c>state</c>, <c>fact|n</c>, <c>out|n</c> (outbox) and <c>in|hash</c> (inputs taken). Words, names and
/// numbers stand in columns of their own, encrypted; the JSON beside them holds none.
/// </summary>
internal sealed class PatientRows(FieldCipher cipher)
{
    public const string StateKey = "state";
    public const string FactPrefix = "fact|";
    public const string FactPrefixEnd = "fact}";
    public const string OutPrefix = "out|";
    public const string OutPrefixEnd = "out}";

    public TableEntity State(JourneyState state, Contact contact)
    {
        var patient = state.Patient.Value;
        return new TableEntity(patient, StateKey)
        {
            ["State"] = Json(state),
            ["Clinic"] = state.Clinic.Value,
            ["Phase"] = state.Phase.ToString(),
            ["Engagement"] = state.Engagement.ToString(),
            ["NextWake"] = state.NextWake?.ToDateTimeOffset(),
            ["Name"] = cipher.Encrypt(contact.Name, $"{patient}/name"),
            ["Phone"] = cipher.Encrypt(contact.Phone, $"{patient}/phone"),
        };
    }

    public TableEntity Fact(PatientId patient, JourneyFact fact)
    {
        var row = new TableEntity(patient.Value, FactKey(fact.Sequence))
        {
            ["Type"] = fact.GetType().Name,
            ["At"] = fact.At.ToDateTimeOffset(),
            ["Fact"] = Json(fact with { Words = null }),
        };
        if (fact.Words is { } words)
        {
            row["Words"] = cipher.Encrypt(words, $"{patient}/{row.RowKey}");
        }

        return row;
    }

    public TableEntity Out(PatientId patient, PendingEffect pending)
    {
        var row = new TableEntity(patient.Value, OutKey(pending.Effect.Key)) { ["At"] = pending.DecidedAt.ToDateTimeOffset() };
        var effect = pending.Effect;
        if (effect is JourneyEffect.SendText { Body: { } body } text)
        {
            row["Body"] = cipher.Encrypt(body, $"{patient}/{row.RowKey}");
            effect = text with { Body = null };
        }

        row["Effect"] = Json(effect);
        return row;
    }

    public static TableEntity Input(PatientId patient, InputId input, Instant at) =>
        new(patient.Value, InputKey(input)) { ["At"] = at.ToDateTimeOffset() };

    public static string FactKey(int sequence) => string.Create(CultureInfo.InvariantCulture, $"{FactPrefix}{sequence:D9}");

    public static string OutKey(EffectKey key) => key.TryRead(out _, out var sequence)
        ? string.Create(CultureInfo.InvariantCulture, $"{OutPrefix}{sequence:D9}")
        : throw new ArgumentException("An effect of a journey has a key of its patient.", nameof(key));

    /// <summary>Carriers' ids may hold characters that a row key must not; their hash does not.</summary>
    public static string InputKey(InputId input) => "in|" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Value)).AsSpan(0, 16));

    public static JourneyState ReadState(TableEntity row) =>
        JsonSerializer.Deserialize<JourneyState>(row.GetString("State"), JourneyJson.Options) ?? throw new JsonException("A state row holds no state.");

    public Contact ReadContact(TableEntity row) => new(
        cipher.Decrypt(row.GetString("Name"), $"{row.PartitionKey}/name"), cipher.Decrypt(row.GetString("Phone"), $"{row.PartitionKey}/phone"));

    public JourneyFact ReadFact(TableEntity row, bool withWords)
    {
        var fact = JsonSerializer.Deserialize<JourneyFact>(row.GetString("Fact"), JourneyJson.Options) ?? throw new JsonException("A fact row holds no fact.");
        return withWords && row.GetString("Words") is { } words
            ? fact with { Words = cipher.Decrypt(words, $"{row.PartitionKey}/{row.RowKey}") }
            : fact;
    }

    public PendingEffect ReadOut(TableEntity row)
    {
        var effect = JsonSerializer.Deserialize<JourneyEffect>(row.GetString("Effect"), JourneyJson.Options) ?? throw new JsonException("An outbox row holds no effect.");
        if (effect is JourneyEffect.SendText text && row.GetString("Body") is { } body)
        {
            effect = text with { Body = cipher.Decrypt(body, $"{row.PartitionKey}/{row.RowKey}") };
        }

        return new PendingEffect(effect, Instant.FromDateTimeOffset(row.GetDateTimeOffset("At")!.Value));
    }

    /// <summary>The transaction of one step. The input comes first, so that a repeat is seen as a repeat and not as a lost race.</summary>
    public List<TableTransactionAction> Transaction(PatientCommit commit)
    {
        var state = commit.Outcome.State;
        var patient = state.Patient;
        var actions = new List<TableTransactionAction>();
        if (commit.Input is { } input)
        {
            actions.Add(new(TableTransactionActionType.Add, Input(patient, input, commit.At)));
        }

        actions.Add(commit.Before is null
            ? new(TableTransactionActionType.Add, State(state, commit.Contact))
            : new(TableTransactionActionType.UpdateReplace, State(state, commit.Contact), new ETag(commit.Before.Version)));
        actions.AddRange(commit.Outcome.Facts.Select(fact => new TableTransactionAction(TableTransactionActionType.Add, Fact(patient, fact))));
        actions.AddRange(commit.Outcome.Effects.Select(effect =>
            new TableTransactionAction(TableTransactionActionType.Add, Out(patient, new PendingEffect(effect, commit.At)))));
        actions.AddRange(commit.OutboxDropped().Select(pending => Delete(patient, pending.Effect.Key)));
        return actions;
    }

    public static TableTransactionAction Delete(PatientId patient, EffectKey effect) =>
        new(TableTransactionActionType.Delete, new TableEntity(patient.Value, OutKey(effect)), ETag.All);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JourneyJson.Options);
}
