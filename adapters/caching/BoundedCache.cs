using System.Diagnostics.CodeAnalysis;

namespace MicroCare.Adapters.Caching;

/// <summary>Keeps the entries that were used last, up to a number. Safe for use by several threads.</summary>
public sealed class BoundedCache<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new();
    private readonly Lock _lock = new();

    /// <summary>Finds an entry, which thereby counts as used.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Keeps an entry, in place of an older one of the same key.</summary>
    public void Put(TKey key, TValue value)
    {
        lock (_lock)
        {
            Drop(key);
            _byKey[key] = _byUse.AddFirst((key, value));
            if (_byKey.Count > most)
            {
                Drop(_byUse.Last!.Value.Key);
            }
        }
    }

    /// <summary>Forgets an entry.</summary>
    public void Remove(TKey key)
    {
        lock (_lock)
        {
            Drop(key);
        }
    }

    private void Drop(TKey key)
    {
        if (_byKey.Remove(key, out var node))
        {
            _byUse.Remove(node);
        }
    }
}
