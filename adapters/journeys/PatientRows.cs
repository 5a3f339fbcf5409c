using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Journeys;

/// <summary>
/// The rows of one patient's partition. <c>state</c> holds the state, who the patient is, and the outbox; each step adds one row, whose key is made of the
/// input's id, so that the same input cannot be taken twice, and which holds the step's facts. A commit is therefore two rows, whatever it decides: storage
/// charges and works by the row. Words, names and numbers stand in columns of their own, encrypted; the JSON beside them holds none.
/// </summary>
internal sealed class PatientRows(FieldCipher cipher)
{
    public const string StateKey = "state";
    public const string StepPrefix = "step|";
    public const string StepPrefixEnd = "step}";
    private const string OutboxColumn = "Outbox";
    private const string ErasingColumn = "Erasing";
    private const string MemoriesColumn = "Memories";
    private const string MemoriesLabel = "memories";
    private const string SentPrefix = "Sent";

    public TableEntity State(JourneyState state, Contact contact, ImmutableArray<PendingEffect> outbox)
    {
        var patient = state.Patient.Value;
        var row = new TableEntity(patient, StateKey)
        {
            ["State"] = Json(WithoutWords(state)),
            ["Clinic"] = state.Clinic.Value,
            ["Phase"] = state.Phase.ToString(),
            ["Engagement"] = state.Engagement.ToString(),
            ["NextWake"] = state.NextWake?.ToDateTimeOffset(),
            ["Name"] = cipher.Encrypt(contact.Name, $"{patient}/name"),
            ["Phone"] = cipher.Encrypt(contact.Phone, $"{patient}/phone"),
        };
        var words = state.Memories.Where(memory => memory.Value is Memory.Words { Text: not null })
            .ToDictionary(memory => memory.Key, memory => ((Memory.Words)memory.Value).Text!.Words, StringComparer.Ordinal);
        if (words.Count > 0)
        {
            row[MemoriesColumn] = cipher.Encrypt(new PatientText(JsonSerializer.Serialize(words)), $"{patient}/{MemoriesLabel}");
        }

        PutOutbox(row, outbox);
        return row;
    }

    /// <summary>Whether the row in the state's place is the marker of an erasure.</summary>
    public static bool IsMarker(TableEntity row) => row.ContainsKey(ErasingColumn);

    /// <summary>The marker that takes the place of a state: nothing of the journey is in it but whose it is and the number, still encrypted.</summary>
    public static TableEntity Marker(TableEntity state, long journey) => new(state.PartitionKey, StateKey)
    {
        [ErasingColumn] = journey,
        ["Clinic"] = state.GetString("Clinic"),
        ["Phone"] = state.GetString("Phone"),
    };

    /// <summary>What a marker knows.</summary>
    public ErasingPatient ReadMarker(TableEntity row) => new(
        new ClinicId(row.GetString("Clinic")), cipher.Decrypt(row.GetString("Phone"), $"{row.PartitionKey}/phone"), row.GetInt64(ErasingColumn) ?? 0);

    /// <summary>The state with what the program remembers of the patient's own words.</summary>
    public JourneyState ReadWholeState(TableEntity row)
    {
        var state = ReadState(row);
        if (row.GetString(MemoriesColumn) is not { } secret)
        {
            return state;
        }

        var words = JsonSerializer.Deserialize<Dictionary<string, string>>(cipher.Decrypt(secret, $"{row.PartitionKey}/{MemoriesLabel}").Words) ?? [];
        return state with
        {
            Memories = state.Memories.SetItems(words.Select(one => KeyValuePair.Create<string, Memory>(one.Key, new Memory.Words(new PatientText(one.Value))))),
        };
    }

    private static JourneyState WithoutWords(JourneyState state) => state.Memories.Values.Any(memory => memory is Memory.Words { Text: not null })
        ? state with
        {
            Memories = state.Memories.SetItems(
                state.Memories.Where(memory => memory.Value is Memory.Words).Select(memory => KeyValuePair.Create<string, Memory>(memory.Key, new Memory.Words(null)))),
        }
        : state;

    /// <summary>Puts the outbox in the place of the row's.</summary>
    public void PutOutbox(TableEntity row, ImmutableArray<PendingEffect> outbox)
    {
        foreach (var column in row.Keys.Where(name => name.StartsWith("Body", StringComparison.Ordinal)).ToList())
        {
            row.Remove(column);
        }

        var kept = new List<KeptEffect>();
        foreach (var pending in outbox)
        {
            var effect = pending.Effect;
            if (effect is JourneyEffect.SendText { Body: { } body } text)
            {
                row[BodyColumn(text.Key)] = cipher.Encrypt(body, Label(row.PartitionKey, text.Key));
                effect = text with { Body = null };
            }

            kept.Add(new KeptEffect(Json(effect), pending.DecidedAt.ToDateTimeOffset()));
        }

        row[OutboxColumn] = JsonSerializer.Serialize(kept);
    }

    public ImmutableArray<PendingEffect> ReadOutbox(TableEntity row)
    {
        var kept = JsonSerializer.Deserialize<List<KeptEffect>>(row.GetString(OutboxColumn)) ?? [];
        return [.. kept.Select(entry => new PendingEffect(WithBody(row, Read<JourneyEffect>(entry.Effect)), Instant.FromDateTimeOffset(entry.At)))];
    }

    public TableEntity Step(PatientCommit commit)
    {
        var patient = commit.Outcome.State.Patient;
        var row = new TableEntity(patient.Value, StepKey(commit))
        {
            ["At"] = commit.At.ToDateTimeOffset(),
            ["Facts"] = JsonSerializer.Serialize(commit.Outcome.Facts.Select(fact => Json(fact with { Words = null }))),
        };
        foreach (var fact in commit.Outcome.Facts)
        {
            if (fact.Words is { } words)
            {
                row[WordsColumn(fact)] = cipher.Encrypt(words, $"{patient}/{WordsColumn(fact)}");
            }
        }

        foreach (var text in SentText.Of(commit))
        {
            row[SentColumn(text.Key)] = cipher.Encrypt(text.Body, $"{patient}/{SentColumn(text.Key)}");
        }

        return row;
    }

    /// <summary>The state without anything that needs a key.</summary>
    public static JourneyState ReadState(TableEntity row) => Read<JourneyState>(row.GetString("State"));

    public Contact ReadContact(TableEntity row) => new(
        cipher.Decrypt(row.GetString("Name"), $"{row.PartitionKey}/name"), cipher.Decrypt(row.GetString("Phone"), $"{row.PartitionKey}/phone"));

    public IEnumerable<JourneyFact> ReadFacts(TableEntity row, bool withWords)
    {
        foreach (var json in JsonSerializer.Deserialize<List<string>>(row.GetString("Facts")) ?? [])
        {
            var fact = Read<JourneyFact>(json);
            yield return withWords && row.GetString(WordsColumn(fact)) is { } words
                ? fact with { Words = cipher.Decrypt(words, $"{row.PartitionKey}/{WordsColumn(fact)}") }
                : fact;
        }
    }

    /// <summary>What the step sent: kept for the clinic's people, beside the facts and not in them, so that no export can hold it.</summary>
    public IEnumerable<SentText> ReadSent(TableEntity row) => row
        .Where(cell => cell.Key.StartsWith(SentPrefix, StringComparison.Ordinal))
        .Select(cell => new SentText(
            EffectKey.Of(new PatientId(row.PartitionKey), int.Parse(cell.Key.AsSpan(SentPrefix.Length), CultureInfo.InvariantCulture)),
            Instant.FromDateTimeOffset(row.GetDateTimeOffset("At")!.Value),
            cipher.Decrypt((string)cell.Value, $"{row.PartitionKey}/{cell.Key}")));

    /// <summary>
    /// The transaction of one step; the state row is its last. The input comes first, so that a repeat is seen as a repeat and not as a lost race. A step of the
    /// clock that only set the next wake has no row of its own.
    /// </summary>
    public List<TableTransactionAction> Transaction(PatientCommit commit)
    {
        var actions = new List<TableTransactionAction>(2);
        if (commit.Input is not null || !commit.Outcome.Facts.IsEmpty)
        {
            actions.Add(new(TableTransactionActionType.Add, Step(commit)));
        }

        var state = State(commit.Outcome.State, commit.Contact, commit.OutboxAfter());
        actions.Add(commit.Before is null
            ? new(TableTransactionActionType.Add, state)
            : new(TableTransactionActionType.UpdateReplace, state, new ETag(commit.Before.Version)));
        return actions;
    }

    /// <summary>Carriers' ids may hold characters that a row key must not; their hash does not. A step of the clock is named by its number.</summary>
    private static string StepKey(PatientCommit commit) => commit.Input is { } input
        ? StepPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Value)).AsSpan(0, 16))
        : string.Create(CultureInfo.InvariantCulture, $"{StepPrefix}clock-{commit.Outcome.State.Sequence:D9}");

    private JourneyEffect WithBody(TableEntity row, JourneyEffect effect) =>
        effect is JourneyEffect.SendText text && row.GetString(BodyColumn(text.Key)) is { } body
            ? text with { Body = cipher.Decrypt(body, Label(row.PartitionKey, text.Key)) }
            : effect;

    /// <summary>The encrypted cells of a row that are not under the current key, renewed.</summary>
    public IReadOnlyDictionary<string, object?> Renew(TableEntity row)
    {
        var renewed = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (column, value) in row)
        {
            var label = column switch
            {
                "Name" => "name",
                "Phone" => "phone",
                MemoriesColumn => MemoriesLabel,
                _ when column.StartsWith("Body", StringComparison.Ordinal) || column.StartsWith("Words", StringComparison.Ordinal)
                    || column.StartsWith(SentPrefix, StringComparison.Ordinal) => column,
                _ => null,
            };
            if (label is not null && value is string secret && !cipher.IsCurrent(secret))
            {
                renewed[column] = cipher.Renew(secret, $"{row.PartitionKey}/{label}");
            }
        }

        return renewed;
    }

    private static string BodyColumn(EffectKey key) => key.TryRead(out _, out var sequence)
        ? string.Create(CultureInfo.InvariantCulture, $"Body{sequence}")
        : throw new ArgumentException("An effect of a journey has a key of its patient.", nameof(key));

    private static string SentColumn(EffectKey key) => key.TryRead(out _, out var sequence)
        ? string.Create(CultureInfo.InvariantCulture, $"{SentPrefix}{sequence}")
        : throw new ArgumentException("An effect of a journey has a key of its patient.", nameof(key));

    private static string WordsColumn(JourneyFact fact) => string.Create(CultureInfo.InvariantCulture, $"Words{fact.Sequence}");

    private static string Label(string patient, EffectKey key) => $"{patient}/{BodyColumn(key)}";

    private static T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize<T>(json, JourneyJson.Options) ?? throw new JsonException($"A row holds no {typeof(T).Name}.");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JourneyJson.Options);

    private sealed record KeptEffect(string Effect, DateTimeOffset At);
}
