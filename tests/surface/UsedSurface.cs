using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MicroCare.Adapters;
using MicroCare.Functions.Access;
using MicroCare.Orchestrations.Exports;

namespace MicroCare.Tests.Surface;

/// <summary>Which types and members of the stand-ins under local/ the app uses, read off its compiled assemblies.</summary>
internal static class UsedSurface
{
    private static readonly string[] StandIns = ["MicroCare.Local.Worker", "MicroCare.Local.Durable", "MicroCare.Local.Sms"];

    // In the place of whatever a generic member is used with.
    private static readonly Type[] Any = [.. Enumerable.Repeat(typeof(object), 8)];

    /// <summary>One line for each, as <see cref="SignatureText"/> writes them, in order.</summary>
    public static IReadOnlyList<string> Lines()
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var assembly in (Assembly[])[typeof(AccessGate).Assembly, typeof(ExportOrchestrator).Assembly, typeof(MicroCareSettings).Assembly])
        {
            foreach (var member in Referenced(assembly).Concat(NamedInAttributes(assembly)).Concat(Implemented(assembly)))
            {
                lines.Add(SignatureText.Of(member));
            }
        }

        return [.. lines];
    }

    /// <summary>Types and members that the assembly's metadata points to.</summary>
    private static List<MemberInfo> Referenced(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var module = assembly.ManifestModule;
        var found = new List<MemberInfo>();
        foreach (var handle in metadata.TypeReferences)
        {
            if (module.ResolveType(MetadataTokens.GetToken(handle)) is var type && IsStandIn(type))
            {
                found.Add(type);
            }
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var owner = metadata.GetMemberReference(handle).Parent;
            if (owner.Kind is HandleKind.TypeReference or HandleKind.TypeSpecification && module.ResolveType(MetadataTokens.GetToken(owner), Any, Any) is var type && IsStandIn(type))
            {
                // A member of a generic type, as that type declares it.
                var member = module.ResolveMember(MetadataTokens.GetToken(handle), Any, Any)!;
                found.Add(type.IsConstructedGenericType ? Declared(type.GetGenericTypeDefinition(), member) : member);
            }
        }

        return found;
    }

    /// <summary>Properties that attributes are given by name: metadata hold them as text only.</summary>
    private static IEnumerable<MemberInfo> NamedInAttributes(Assembly assembly)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All).Cast<MemberInfo>().Prepend(type))
            .SelectMany(member => member.GetCustomAttributesData()
                .Concat(member is MethodInfo method ? method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()) : []))
            .Where(attribute => IsStandIn(attribute.AttributeType))
            .SelectMany(attribute => attribute.NamedArguments.Select(argument => argument.MemberInfo));
    }

    /// <summary>Members of the interfaces that the app implements.</summary>
    private static IEnumerable<MemberInfo> Implemented(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetInterfaces()).Where(IsStandIn).SelectMany(type => type.GetMembers());

    private static MemberInfo Declared(Type definition, MemberInfo member) => definition.GetMembers().Single(candidate => candidate.MetadataToken == member.MetadataToken);

    private static bool IsStandIn(Type type) => StandIns.Contains(type.Assembly.GetName().Name) && !type.Namespace!.StartsWith("MicroCare", StringComparison.Ordinal);
}
