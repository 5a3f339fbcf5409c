using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroCare.Core.Identity;

/// <summary>An identifier that is a type of its own: one kind can never be passed for another. In JSON it is a plain string.</summary>
public interface IOpaqueId<TSelf>
    where TSelf : struct, IOpaqueId<TSelf>
{
    /// <summary>The identifier's text; never empty.</summary>
    string Value { get; }

    /// <summary>Makes an identifier of a text that was one before.</summary>
    static abstract TSelf From(string value);
}

/// <summary>One person in one program, as MicroCare names them: derived with a secret key, so it tells nobody who the person is.</summary>
[JsonConverter(typeof(OpaqueIdConverter<PatientId>))]
public readonly record struct PatientId(string Value) : IOpaqueId<PatientId>
{
    /// <inheritdoc />
    public static PatientId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A tenant: the clinic that enrolled the patient. Lower-case letters, digits and hyphens, 2 to 40 of them.</summary>
[JsonConverter(typeof(OpaqueIdConverter<ClinicId>))]
public readonly record struct ClinicId(string Value) : IOpaqueId<ClinicId>
{
    /// <inheritdoc />
    public static ClinicId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>An intervention program, such as <c>first-steps</c>.</summary>
[JsonConverter(typeof(OpaqueIdConverter<ProgramId>))]
public readonly record struct ProgramId(string Value) : IOpaqueId<ProgramId>
{
    /// <inheritdoc />
    public static ProgramId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A step (one micro-intervention) of a program; unique within it and kept from version to version.</summary>
[JsonConverter(typeof(OpaqueIdConverter<StepId>))]
public readonly record struct StepId(string Value) : IOpaqueId<StepId>
{
    /// <inheritdoc />
    public static StepId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A person as research data names them; cannot be turned back into a <see cref="PatientId"/> without the secret key.</summary>
[JsonConverter(typeof(OpaqueIdConverter<StudyId>))]
public readonly record struct StudyId(string Value) : IOpaqueId<StudyId>
{
    /// <inheritdoc />
    public static StudyId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>What makes an input the same input when it arrives again, such as the carrier's message id.</summary>
[JsonConverter(typeof(OpaqueIdConverter<InputId>))]
public readonly record struct InputId(string Value) : IOpaqueId<InputId>
{
    /// <inheritdoc />
    public static InputId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>
/// An effect's own key, <c>{patient}.{sequence}</c>: the same effect always carries the same key, so that its receiver can drop a repeat.
/// </summary>
[JsonConverter(typeof(OpaqueIdConverter<EffectKey>))]
public readonly record struct EffectKey(string Value) : IOpaqueId<EffectKey>
{
    /// <inheritdoc />
    public static EffectKey From(string value) => new(value);

    /// <summary>The key of a patient's effect number <paramref name="sequence"/>.</summary>
    public static EffectKey Of(PatientId patient, int sequence) => new($"{patient.Value}.{sequence}");

    /// <summary>Reads the patient and the number back; false when the text is no effect key.</summary>
    public bool TryRead(out PatientId patient, out int sequence)
    {
        patient = default;
        sequence = 0;
        var dot = Value?.LastIndexOf('.') ?? -1;
        if (dot <= 0 || !int.TryParse(Value.AsSpan(dot + 1), out sequence))
        {
            return false;
        }

        patient = new PatientId(Value![..dot]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>Writes an identifier as a JSON string.</summary>
public sealed class OpaqueIdConverter<TId> : JsonConverter<TId>
    where TId : struct, IOpaqueId<TId>
{
    /// <inheritdoc />
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text ? TId.From(text) : throw new JsonException($"A {typeof(TId).Name} is a non-empty string.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
