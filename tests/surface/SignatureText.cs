using System.Globalization;
using System.Reflection;

namespace MicroCare.Tests.Surface;

/// <summary>A type or member in a line: namespace, kind, parameters with types, names, defaults and nullability.</summary>
internal static class SignatureText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"{type.Namespace}.{Name(type)} — {Kind(type)}",
        ConstructorInfo constructor => $"{Owner(constructor)}({Parameters(constructor)}) — constructor",
        MethodInfo { IsSpecialName: true } accessor when accessor.Name.StartsWith("get_", StringComparison.Ordinal) || accessor.Name.StartsWith("set_", StringComparison.Ordinal) =>
            Property(accessor.DeclaringType!.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
                .Single(property => property.GetMethod?.MetadataToken == accessor.MetadataToken || property.SetMethod?.MetadataToken == accessor.MetadataToken)),
        MethodInfo method => $"{Owner(method)}.{method.Name}{Generics(method.GetGenericArguments())}({Parameters(method)}) : {Type(method.ReturnType, Nullability.Create(method.ReturnParameter))} — {Modifiers(method)}",
        PropertyInfo property => Property(property),
        FieldInfo field => $"{Owner(field)}.{field.Name} : {Type(field.FieldType, null)} — field",
        _ => throw new InvalidOperationException($"{member} is of no kind that is known here."),
    };

    private static string Property(PropertyInfo property) =>
        $"{Owner(property)}.{property.Name} : {Type(property.PropertyType, Nullability.Create(property))} {{ {(property.CanRead ? "get; " : "")}{Setter(property)}}} — {Modifiers(property.GetMethod ?? property.SetMethod!)} property";

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init; " : "set; ";

    private static string Kind(Type type) =>
        type.IsEnum ? $"enum: {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => $"{value} {Convert.ToInt64(value, CultureInfo.InvariantCulture)}"))}" : type.IsInterface ? "interface" : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : $"{(type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed && !type.IsValueType ? "sealed " : "")}"
            + $"{(type.GetMethod("<Clone>$") is not null ? "record" : type.IsValueType ? "struct" : "class")}{Base(type)}{Usage(type)}";

    private static string Base(Type type) => type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? $" : {Name(parent)}" : "";

    private static string Usage(Type type) => type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
        ? $", on {usage.ValidOn}{(usage.AllowMultiple ? ", several" : "")}{(usage.Inherited ? "" : ", not inherited")}" : "";

    private static string Modifiers(MethodBase method) => method.IsStatic ? "static" : method.IsAbstract ? "abstract" : method is { IsVirtual: true, IsFinal: false } ? "virtual" : "instance";

    private static string Owner(MemberInfo member) => $"{member.DeclaringType!.Namespace}.{Name(member.DeclaringType)}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : "")}{Type(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? " = default" : " = null",
        bool value => value ? " = true" : " = false",
        var value => $" = {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };

    private static string Type(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying)}?";
        }

        // Reflection cannot tell T from T? where T is not constrained: neither is marked.
        var mark = nullability is { ReadState: NullabilityState.Nullable } && type is { IsValueType: false, IsGenericParameter: false } ? "?" : "";
        if (type.IsGenericType && nullability is { GenericTypeArguments.Length: > 0 })
        {
            return $"{Bare(type)}<{string.Join(", ", type.GetGenericArguments().Zip(nullability.GenericTypeArguments, Type))}>{mark}";
        }

        return Name(type) + mark;
    }

    private static string Name(Type type) => type.IsGenericType ? Bare(type) + Generics(type.GetGenericArguments())
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : type == typeof(string) ? "string" : type == typeof(object) ? "object" : type == typeof(bool) ? "bool" : type == typeof(int) ? "int" : type == typeof(double) ? "double" : type == typeof(void) ? "void"
        : type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{Name(outer)}.{type.Name}" : type.Name.TrimEnd('&');

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
