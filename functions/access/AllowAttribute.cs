namespace MicroCare.Functions.Access;

/// <summary>Who may call an HTTP function. One that carries none stops the start.</summary>
/// <param name="roles">Any one of these roles will do.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params string[] roles) : Attribute
{
    /// <summary>Any one of these will do.</summary>
    public IReadOnlyList<string> Roles { get; } = roles;

    /// <summary>
    /// Whether the function is about clinics' data, so that a caller without a clinic has no business here. The function itself compares the clinic.
    /// </summary>
    public bool OfClinics { get; init; } = true;
}
