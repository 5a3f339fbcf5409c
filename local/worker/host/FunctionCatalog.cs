using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>The functions of an app: those of its assembly and of the class libraries that it references, as the real build finds them.</summary>
internal sealed class FunctionCatalog
{
    public FunctionCatalog(LocalHostOptions options)
    {
        var root = options.FunctionsAssembly ?? Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("There is no entry assembly to look for functions in.");
        var functions = new Dictionary<string, FunctionEntry>(StringComparer.OrdinalIgnoreCase);
        var methods = Assemblies(root)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsClass && type.IsVisible && options.FunctionTypes?.Invoke(type) != false)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
        foreach (var method in methods)
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute
                && !functions.TryAdd(attribute.Name, new FunctionEntry(attribute.Name, method)))
            {
                throw new InvalidOperationException($"Two functions are named '{attribute.Name}'. Give each its own name.");
            }
        }

        All = [.. functions.Values.OrderBy(function => function.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<FunctionEntry> All { get; }

    public IEnumerable<(FunctionEntry Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : class => All.Where(function => function.Trigger is TTrigger).Select(function => (function, (TTrigger)(object)function.Trigger));

    /// <summary>The root, and what it references, however indirectly, as long as each on the way may hold functions itself.</summary>
    private static List<Assembly> Assemblies(Assembly root)
    {
        var worker = typeof(FunctionAttribute).Assembly.GetName().Name;
        List<Assembly> found = [root];
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var assembly in found[i].GetReferencedAssemblies().Select(Assembly.Load))
            {
                if (!found.Contains(assembly) && assembly.GetReferencedAssemblies().Any(reference => reference.Name == worker))
                {
                    found.Add(assembly);
                }
            }
        }

        return found;
    }
}
