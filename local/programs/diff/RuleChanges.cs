namespace MicroCare.Local.Programs;

/// <summary>Compares what is set by key.</summary>
internal static class RuleChanges
{
    /// <summary>What changed; a key that is not there has an empty value.</summary>
    public static IEnumerable<ChangeLine> Between(int indent, IEnumerable<(string Key, string Value)> old, IEnumerable<(string Key, string Value)> @new)
    {
        var (before, after) = (old.ToDictionary(one => one.Key, one => one.Value), @new.ToDictionary(one => one.Key, one => one.Value));
        return before.Keys.Union(after.Keys)
            .Select(key => (Key: key, Old: before.GetValueOrDefault(key, ""), New: after.GetValueOrDefault(key, "")))
            .Where(one => one.Old != one.New)
            .Select(one => ChangeLine.Of(indent, one.Key, one.Old, one.New));
    }

    /// <summary>What was taken out of a list and what was added to it.</summary>
    public static IEnumerable<ChangeLine> OfList(int indent, string what, IEnumerable<string> old, IEnumerable<string> @new)
    {
        var (before, after) = (old.ToList(), @new.ToList());
        return before.Except(after).Select(gone => ChangeLine.Of(indent, what, gone, "")).Concat(after.Except(before).Select(added => ChangeLine.Of(indent, what, "", added)));
    }
}
