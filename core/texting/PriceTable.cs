using System.Globalization;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Reading;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Texting;

/// <summary>What kind of number texts come from.</summary>
public enum SenderKind
{
    /// <summary>A toll-free number, or any other of ten digits.</summary>
    TollFree,

    /// <summary>A short code, of three to six digits.</summary>
    ShortCode,
}

/// <summary>What segments cost: <c>core/texting/prices.yaml</c>, or a file of the same form.</summary>
/// <param name="Currency">Three capitals, such as <c>USD</c>.</param>
/// <param name="Source">Where the prices were read.</param>
/// <param name="AsOf">When they held.</param>
/// <param name="TollFree">From and to a toll-free number.</param>
/// <param name="ShortCode">From and to a short code.</param>
public sealed record PriceTable(string Currency, string Source, LocalDate AsOf, SegmentPrices TollFree, SegmentPrices ShortCode)
{
    private const string File = "prices.yaml";
    private const decimal Micro = 1_000_000;

    /// <summary>The prices that the service brings along.</summary>
    public static PriceTable Usual { get; } = Read(File, EmbeddedFile.Read(File));

    /// <summary>The prices of one kind of number.</summary>
    public SegmentPrices Of(SenderKind kind) => kind == SenderKind.ShortCode ? ShortCode : TollFree;

    /// <summary>The kind of a sender, E.164 or a short code.</summary>
    public static SenderKind KindOf(string from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return from.StartsWith('+') ? SenderKind.TollFree : SenderKind.ShortCode;
    }

    /// <summary>Reads a table.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <exception cref="ProgramFormatException">Something is wrong with it; all that was found is told at once.</exception>
    public static PriceTable Read(string file, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new ProgramProblems(file);
        var table = YamlFile.Root(yaml, "A price table", problems) is { } root ? Parse(new YamlMap(root, problems, "")) : null;
        return table is not null && problems.Count == 0 ? table : throw new ProgramFormatException(problems.All);
    }

    private static PriceTable Parse(YamlMap map)
    {
        var currency = map.Text("currency") ?? "";
        if (currency is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            map.Problem("currency", "'currency' must be three capitals, such as USD.");
        }

        var asOf = LocalDatePattern.Iso.Parse(map.Text("as_of") ?? "");
        if (!asOf.Success)
        {
            map.Problem("as_of", "'as_of' must be a day such as 2026-01-31.");
        }

        var table = new PriceTable(currency, map.Text("source") ?? "", asOf.Success ? asOf.Value : default, Kind(map, "toll_free"), Kind(map, "short_code"));
        map.RefuseTheRest();
        return table;
    }

    private static SegmentPrices Kind(YamlMap map, string key)
    {
        if (map.Map(key) is not { } kind)
        {
            return new SegmentPrices(0, 0);
        }

        var prices = new SegmentPrices(Sum(kind, "out"), Sum(kind, "in"));
        kind.RefuseTheRest();
        return prices;
    }

    private static long Sum(YamlMap map, string key)
    {
        if (map.Map(key) is not { } parts)
        {
            return 0;
        }

        var sum = Money(parts, "service") + Money(parts, "carrier");
        parts.RefuseTheRest();
        return sum;
    }

    /// <summary>Exact: a price that is not a whole number of millionths is refused.</summary>
    private static long Money(YamlMap map, string key)
    {
        if (map.Text(key) is { } text)
        {
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price is >= 0 and < 100
                && price * Micro == decimal.Truncate(price * Micro))
            {
                return (long)(price * Micro);
            }

            map.Problem(key, $"'{key}' must be a price such as \"0.0075\", below 100, with at most six decimals.");
        }

        return 0;
    }
}

/// <summary>What one segment costs, in millionths of the currency, carriers' fees included.</summary>
/// <param name="Out">One that we send.</param>
/// <param name="In">One that we receive.</param>
public sealed record SegmentPrices(long Out, long In);
