using System.Globalization;

namespace MicroCare.Local.Durable;

/// <summary>A continuation token over several tables: the table's number, a bar, the table's own token.</summary>
internal static class ShardToken
{
    public static (int Shard, string? Token) Parse(string? text)
    {
        if (text is null)
            return (0, null);

        var bar = text.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0 || !int.TryParse(text.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out var shard))
            throw new ArgumentException("This is no continuation token of an instance query.", nameof(text));
        return (shard, bar + 1 == text.Length ? null : text[(bar + 1)..]);
    }

    /// <summary>Where a query goes on after a page; <c>null</c> after the last table's last page.</summary>
    public static string? Next(int shard, string? token) => string.IsNullOrEmpty(token)
        ? shard + 1 < TableShards.Count ? string.Create(CultureInfo.InvariantCulture, $"{shard + 1}|") : null
        : string.Create(CultureInfo.InvariantCulture, $"{shard}|{token}");
}
