using System.Collections.Immutable;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Instruments;

/// <summary>A questionnaire, as its manual has it. Made by <see cref="InstrumentReader"/>.</summary>
/// <param name="Id">Such as <c>phq9</c>.</param>
/// <param name="Version">Of this file.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Source">The paper or manual that it follows.</param>
/// <param name="Licence">Under what terms it may be used.</param>
/// <param name="Intro">Sent before the first item; null: nothing is.</param>
/// <param name="Legend">What the numbers mean.</param>
/// <param name="ShortLegend">Stands with each item where <paramref name="Legend"/> only stands with the intro; null: the legend stands with each item.</param>
/// <param name="Unclear">Sent when an answer is unclear.</param>
/// <param name="Thanks">Sent after the last item; null: nothing is.</param>
/// <param name="Items">In the order in which they are asked.</param>
/// <param name="Scoring">How a total is made; null: there is none.</param>
/// <param name="GoesOn">What follows; null: nothing does.</param>
/// <param name="Change">What change counts; null: the source of the instrument names none.</param>
/// <param name="HigherIsBetter">Whether a greater total means fewer complaints, as in WHO-5.</param>
/// <param name="RemindAfter">An item that waits so long is asked once more.</param>
/// <param name="ExpireAfter">An item that waits so long ends the instrument without a score.</param>
public sealed record Instrument(
    string Id,
    int Version,
    LocalizedText Title,
    string Source,
    string Licence,
    LocalizedText? Intro,
    LocalizedText? Legend,
    LocalizedText? ShortLegend,
    LocalizedText? Unclear,
    LocalizedText? Thanks,
    ImmutableArray<InstrumentItem> Items,
    Scoring? Scoring,
    FollowOn? GoesOn,
    ImportantChange? Change,
    bool HigherIsBetter,
    Duration RemindAfter,
    Duration ExpireAfter)
{
    /// <summary>SHA-256 over its file, in lower-case hexadecimal digits.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Languages whose wording is a translation that nobody has validated; a clinic should know.</summary>
    public ImmutableArray<string> NotValidatedIn { get; init; } = [];

    /// <summary>The key under which an item's answer is kept; items that two instruments share have one key.</summary>
    public string KeyOf(InstrumentItem item) => item.SameAs ?? $"{Id}.{item.Id}";
}

/// <summary>One item of an instrument.</summary>
/// <param name="Id">Unique in its instrument.</param>
/// <param name="Text">The item's own words.</param>
/// <param name="Answer">What is answered.</param>
/// <param name="Reverse">Scored from the other end.</param>
/// <param name="SameAs">The key of the item of another instrument that this one is, word for word.</param>
/// <param name="Safety">This answer, or more, is a sign of danger; null: none is.</param>
/// <param name="Task">This answer, or more, is one that the care team should know of; null: none is.</param>
/// <param name="AskedIf">Asked only after such an answer to another item; null: always. Of an instrument without a total only.</param>
/// <param name="Unclear">Sent when an answer is unclear; null: the instrument's own text.</param>
public sealed record InstrumentItem(
    string Id, LocalizedText Text, AnswerFormat Answer, bool Reverse, string? SameAs, int? Safety, int? Task, AskedIf? AskedIf, LocalizedText? Unclear)
{
    /// <summary>May take more than two segments: a validated wording goes before cost.</summary>
    public bool IsLong { get; init; }

    /// <summary>What the answer adds to a sum.</summary>
    public int Scored(int answer) => !Reverse ? answer
        : Answer switch
        {
            AnswerFormat.Number number => number.Min + number.Max - answer,
            AnswerFormat.Scale scale => scale.Points.Min(point => point.Value) + scale.Points.Max(point => point.Value) - answer,
            _ => answer,
        };
}

/// <summary>The item is asked when that other one was answered with <paramref name="AtLeast"/> or more.</summary>
public sealed record AskedIf(string Item, int AtLeast);

/// <summary>A total is the sum of the items, times a factor.</summary>
/// <param name="Times">1 where the sum stands for itself.</param>
/// <param name="Min">The least total.</param>
/// <param name="Max">The greatest total.</param>
/// <param name="Bands">What totals are called; they follow one another without a gap. Empty: nothing is said of them.</param>
public sealed record Scoring(int Times, int Min, int Max, ImmutableArray<ScoreBand> Bands)
{
    /// <summary>The band that holds the total; null where the instrument has none.</summary>
    public string? BandOf(int total) => Bands.FirstOrDefault(band => total >= band.From && total <= band.To)?.Id;
}

/// <summary>What totals from <paramref name="From"/> to <paramref name="To"/> (both inclusive) are called.</summary>
public sealed record ScoreBand(string Id, int From, int To);

/// <summary>A total of <paramref name="AtLeast"/> leads on to another instrument.</summary>
public sealed record FollowOn(int AtLeast, string With);

/// <summary>A change of so many points means something for a patient.</summary>
/// <param name="Points">How many.</param>
/// <param name="Source">The paper that says so.</param>
public sealed record ImportantChange(int Points, string Source);
