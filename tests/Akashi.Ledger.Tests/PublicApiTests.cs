using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akashi.Ledger.Tests;

/// <summary>The public API of the log itself (namespace <c>Akashi.Ledger</c>) is compared with docs/api/ledger.txt; a change of it is meant, or it is none.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_IsTheApprovedOne()
    {
        var approved = Path.Combine(Root(), "docs", "api", "ledger.txt");
        var actual = string.Join('\n', typeof(MerkleTree).Assembly.GetExportedTypes().Where(t => t.Namespace == "Akashi.Ledger").OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(Lines)) + "\n";
        var received = Path.ChangeExtension(approved, ".received");
        if (File.Exists(approved) && File.ReadAllText(approved) == actual) File.Delete(received);
        else
        {
            File.WriteAllText(received, actual);
            Assert.Fail($"The public API differs from {approved}: look at {received}, and if the change is meant, move it over.");
        }
    }

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Kind(type)} {type.FullName}{(type.BaseType is { } b && b != typeof(object) && !type.IsValueType ? " : " + Name(b) : "")}";
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        // What the compiler writes for every record says nothing.
        var members = type.GetMembers(own).Where(m => !m.Name.StartsWith('<') && m.Name is not ("PrintMembers" or "Deconstruct" or "EqualityContract" or "GetHashCode" or "Equals" or "value__") && !m.Name.StartsWith("op_", StringComparison.Ordinal));
        foreach (var line in members.Select(Line).OfType<string>().Order(StringComparer.Ordinal)) yield return "  " + line;
    }

    private static string? Line(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true } f => $"{(f.IsLiteral ? "const" : "field")} {Name(f.FieldType)} {f.Name}{(f.IsLiteral ? " = " + f.GetRawConstantValue() : "")}",
        PropertyInfo p when Seen(p.GetMethod) => $"{(p.GetMethod!.IsStatic ? "static " : "")}{Name(p.PropertyType)} {p.Name} {{ get;{(Seen(p.SetMethod) ? " set;" : "")} }}",
        ConstructorInfo c when Seen(c) => $"new({Parameters(c)})",
        MethodInfo { IsSpecialName: false } m when Seen(m) => $"{(m.IsStatic ? "static " : m.IsAbstract && !m.DeclaringType!.IsInterface ? "abstract " : "")}{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
        _ => null,
    };

    private static bool Seen(MethodBase? m) => m is not null && (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly);

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(p => $"{(p.IsOut ? "out " : "")}{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? " = " + (p.RawDefaultValue ?? "null") : "")}"));

    private static string Kind(Type type) => type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : "class";

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return type.Name.Split('`')[0] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">";
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
