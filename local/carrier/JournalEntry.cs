using System.Text.Json.Serialization;

namespace MicroCare.Local.Carriers;

/// <summary>One line of the state file: what happened, so that a later carrier knows what this one knew.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(Arrived), "arrived")]
[JsonDerivedType(typeof(Published), "published")]
[JsonDerivedType(typeof(Blocked), "blocked")]
internal abstract record JournalEntry
{
    /// <summary>A text was taken, from the app or from a phone.</summary>
    public sealed record Taken(CarriedText Text) : JournalEntry;

    /// <summary>A text to a phone reached its end.</summary>
    public sealed record Arrived(string MessageId, TextStatus Status, string Details) : JournalEntry;

    /// <summary>A text's event is on the queue.</summary>
    public sealed record Published(string MessageId) : JournalEntry;

    /// <summary>
    /// A phone is on a sender's opt-out list, or no longer is: by its own word, which the network of a toll-free number heeds too, or by a request of the app's.
    /// </summary>
    public sealed record Blocked(string Sender, string Phone, bool Now, bool ByRequest = false) : JournalEntry;
}
