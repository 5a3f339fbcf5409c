using MicroCare.Local.Durable;

namespace MicroCare.Tests.Local.Durable;

public class SleeperHeapTests
{
    [Fact]
    public void Heap_WhoseEntriesMove_GivesEachInstanceOnceAtItsLastTime()
    {
        SleeperHeap heap = new();
        Dictionary<string, long> model = [];
#pragma warning disable CA5394 // Seeded on purpose.
        Random random = new(7);
        for (var i = 0; i < 20_000; i++)
        {
            var (id, due) = ($"i{random.Next(300)}", random.Next(10) == 0 ? 0 : random.Next(1, 1000));
            heap.Set(id, due);
            if (due == 0)
                model.Remove(id);
            else
                model[id] = due;
        }
#pragma warning restore CA5394

        Assert.Equal(model.Count, heap.Count);
        Assert.Equal(model.Values.Min(), heap.Earliest());
        Dictionary<string, long> taken = [];
        for (var now = 1L; now <= 1000; now++)
        {
            while (heap.TryTakeDue(now, out var id))
                taken.Add(id, now);
        }

        Assert.Equal(model.OrderBy(entry => entry.Key), taken.OrderBy(entry => entry.Key));
        Assert.Equal((0, 0L), (heap.Count, heap.Earliest()));
    }

    [Fact]
    public void Heap_OfHundredThousand_TakesAtMost400BytesEach()
    {
        const int Count = 100_000;
        SleeperHeap heap = new();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
            heap.Set($"journey-{i:D32}", i + 1);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        GC.KeepAlive(heap);

        Assert.InRange(each, 50, 400);
    }
}
