namespace MicroCare.Local.Storage;

/// <summary>The storage emulator could not be installed or started; the message says what to do about it.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>An error without a message.</summary>
    public AzuriteException()
    {
    }

    /// <summary>An error whose message names the remedy.</summary>
    public AzuriteException(string message)
        : base(message)
    {
    }

    /// <summary>An error with what caused it.</summary>
    public AzuriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
