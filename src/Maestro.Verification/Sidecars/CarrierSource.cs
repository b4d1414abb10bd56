using System.Globalization;
using System.Text;
using Maestro.Verification.Contracts;

namespace Maestro.Verification.Sidecars;

/// <summary>The contracts of one assembly, of the build that has this module version id.</summary>
/// <param name="Assembly">Simple name.</param>
/// <param name="ModuleVersion">Of the file that the compiler reads.</param>
/// <param name="Members">Of its sidecar.</param>
public sealed record AssemblyContracts(string Assembly, Guid ModuleVersion, IReadOnlyList<MemberContract> Members);

/// <summary>
/// Sidecars as the analyzers read them, without JSON in the compiler: carriers, C# methods whose bodies are the clauses. Bound beside the
/// compilation, never compiled into it; <see cref="ReferencedContracts"/> reads them.
/// </summary>
public static class CarrierSource
{
    /// <summary>The name of the additional file that holds them.</summary>
    public const string FileName = "Maestro.References.contracts.cs";

    /// <summary>The carriers of several assemblies, sorted by name.</summary>
    public static string Of(IEnumerable<AssemblyContracts> assemblies)
    {
        var text = new StringBuilder("// Contracts of referenced assemblies, made from their sidecars. Read by the analyzers, not compiled.\n");
        var number = 0;
        foreach (var assembly in assemblies.OrderBy(a => a.Assembly, StringComparer.Ordinal))
        {
            text.Append($"[{ReferencedContracts.AssemblyMark}({Literal(assembly.Assembly)}, {Literal(assembly.ModuleVersion.ToString("D"))})]\n");
            text.Append($"static class MaestroSidecar{number.ToString(CultureInfo.InvariantCulture)}\n{{\n");
            number++;
            foreach (var member in assembly.Members)
            {
                Append(text, member);
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, MemberContract member)
    {
        var said = member.Clauses.Where(c => c.Condition is not null).ToList();
        var hidden = member.Clauses.Where(c => c.Condition is null)
            .Select(c => c.Kind == ClauseKind.Requires ? MemberWords.HiddenRequires : MemberWords.HiddenEnsures).Distinct();
        var marks = new[] { member.Symbol, string.Join(" ", MemberWords.Of(member).Concat(hidden)) }.Concat(said.Select(c => c.Binds)).Select(Literal);
        text.Append($"    [{ReferencedContracts.MemberMark}({string.Join(", ", marks)})]\n    {member.Carrier}\n    {{\n");
        foreach (var clause in said)
        {
            var call = clause.Exception is null ? clause.Kind.ToString() : $"{clause.Kind}<{clause.Exception}>";
            text.Append($"#line {Math.Max(clause.Line, 1).ToString(CultureInfo.InvariantCulture)} \"{clause.File.Replace('"', '_')}\"\n");
            text.Append($"        global::System.Diagnostics.Contracts.Contract.{call}({clause.Condition}, {Literal(clause.Text)});\n");
        }

        text.Append("#line default\n        throw null!;\n    }\n\n");
    }

    private static string Literal(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\' or '\u2028' or '\u2029' || char.IsControl(c))
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }
}
