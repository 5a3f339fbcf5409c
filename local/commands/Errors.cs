namespace MicroCare.Local.Commands;

/// <summary>Shows a failure as a sentence, not as a stack trace.</summary>
internal static class Errors
{
    private const int Interrupted = 130;

    public static async Task<int> ShowAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. The same command goes on from here.");
            return Interrupted;
        }
        catch (Exception fault) when (Environment.GetEnvironmentVariable("MICROCARE_STACK") is null)
        {
            await Console.Error.WriteLineAsync($"microcare: {fault.Message}");
            for (var cause = fault.InnerException; cause is not null; cause = cause.InnerException)
            {
                await Console.Error.WriteLineAsync($"  because: {cause.Message}");
            }

            return 1;
        }
    }
}
