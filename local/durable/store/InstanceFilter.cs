using Azure.Data.Tables;

namespace MicroCare.Local.Durable;

/// <summary>Writes an instance query as an OData filter.</summary>
internal static class InstanceFilter
{
    public static string Of(InstanceQuery query)
    {
        List<string> all = [TableClient.CreateQueryFilter($"RowKey eq {InstanceRow.RowKey}")];
        if (query.CreatedFrom is { } from)
            all.Add(TableClient.CreateQueryFilter($"Created ge {new DateTimeOffset(from, TimeSpan.Zero)}"));
        if (query.CreatedTo is { } to)
            all.Add(TableClient.CreateQueryFilter($"Created le {new DateTimeOffset(to, TimeSpan.Zero)}"));
        if (query.Statuses is { } statuses)
            all.Add("(" + string.Join(" or ", statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {(int)status}"))) + ")");
        if (query.InstanceIdPrefix is { Length: > 0 } prefix)
        {
            // From the prefix to the first key that no longer begins with it.
            var after = prefix[..^1] + (char)(prefix[^1] + 1);
            all.Add(TableClient.CreateQueryFilter($"PartitionKey ge {prefix}"));
            all.Add(TableClient.CreateQueryFilter($"PartitionKey lt {after}"));
        }

        return string.Join(" and ", all);
    }
}
