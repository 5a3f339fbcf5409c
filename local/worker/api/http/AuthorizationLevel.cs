namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who may call an HTTP function.</summary>
public enum AuthorizationLevel
{
    /// <summary>Everybody.</summary>
    Anonymous = 0,

    /// <summary>As <see cref="Function"/> on this host.</summary>
    User = 1,

    /// <summary>Who sends the key.</summary>
    Function = 2,

    /// <summary>As <see cref="Function"/> on this host.</summary>
    System = 3,

    /// <summary>As <see cref="Function"/> on this host, which has one key; Azure asks for the master key.</summary>
    Admin = 4,
}
