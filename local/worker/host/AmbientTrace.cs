using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>The trace that the current thread of work belongs to, such as ASP.NET Core's for a request.</summary>
internal sealed class AmbientTrace : TraceContext
{
    public static readonly AmbientTrace Instance = new();

    public override string TraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : "";

    public override string TraceState => Activity.Current?.TraceStateString ?? "";
}
