namespace MicroCare.Bench;

/// <summary>Tells on standard error what is being measured; the figures alone go to standard output.</summary>
internal static class Progress
{
    public static void Say(string text) => Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {text}");
}
