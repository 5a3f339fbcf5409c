using MicroCare.Adapters.Caching;

namespace MicroCare.Tests.Adapters.Caching;

public sealed class BoundedCacheTests
{
    [Fact]
    public void Put_BeyondTheBound_DropsWhatWasUsedLongestAgo()
    {
        var cache = new BoundedCache<string, int>(2);
        cache.Put("a", 1);
        cache.Put("b", 2);
        Assert.True(cache.TryGet("a", out _));

        cache.Put("c", 3);

        Assert.True(cache.TryGet("a", out _));
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("c", out var c));
        Assert.Equal(3, c);
    }

    [Fact]
    public void Put_OfAKnownKey_ReplacesItAndDropsNothing()
    {
        var cache = new BoundedCache<string, int>(2);
        cache.Put("a", 1);
        cache.Put("b", 2);

        cache.Put("a", 10);

        Assert.True(cache.TryGet("a", out var a));
        Assert.Equal(10, a);
        Assert.True(cache.TryGet("b", out _));
    }

    [Fact]
    public void Remove_OfAKey_ForgetsIt()
    {
        var cache = new BoundedCache<string, int>(2);
        cache.Put("a", 1);

        cache.Remove("a");
        cache.Remove("never there");

        Assert.False(cache.TryGet("a", out _));
    }
}
