using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>A binding of a function of this app.</summary>
internal sealed class LocalBinding(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
