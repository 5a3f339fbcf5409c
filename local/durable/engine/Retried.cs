namespace MicroCare.Local.Durable;

/// <summary>Repeats a client's read: the storage may be busy, and pieces may go while they are read because a turn replaced them.</summary>
internal static class Retried
{
    private const int MaxAttempts = 8;

    public static async Task<T> ReadAsync<T>(Func<Task<T>> read, TimeProvider time, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (Exception) when (attempt < MaxAttempts && !ct.IsCancellationRequested)
            {
                if (attempt > 1)
                    await Task.Delay(TimeSpan.FromMilliseconds(25 * Math.Pow(2, attempt)), time, ct);
            }
        }
    }
}
