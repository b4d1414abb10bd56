using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>
/// Calls of interfaces that anybody may implement, answered by a recorder: an implementation that notes each call with its arguments, does nothing else, and
/// answers by the number of the call. What it notes is behaviour (semantics.md, 23).
/// </summary>
internal sealed class RecordedCalls(Execution run)
{
    /// <summary>How many ways of answering there are.</summary>
    public const int Seeds = 3;

    private readonly List<string> _lines = new();
    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);
    private int _answers;

    /// <summary>The calls in their order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>An object that implements an interface by recording.</summary>
    public static ObjectValue Make(INamedTypeSymbol type, int seed) => new(type, new object?[] { seed });

    /// <summary>True for an object that <see cref="Make"/> made and a member of an interface.</summary>
    public static bool Answers(object? receiver, IMethodSymbol method) =>
        receiver is ObjectValue { Type.TypeKind: TypeKind.Interface } && method.ContainingType.TypeKind == TypeKind.Interface && !method.IsStatic;

    public object? Call(ObjectValue receiver, IMethodSymbol method, Location[] arguments, IOperation site)
    {
        if (method.IsGenericMethod || method.Parameters.Any(p => p.RefKind is not RefKind.None and not RefKind.In))
        {
            throw run.Unsupported(method.ToDisplayString(), site);
        }

        var values = method.Parameters.Select((p, i) => new ReachableText().Root(p.Name, arguments[i].Get()).ToString().TrimEnd('\n'));
        var line = $"{method.Name}({string.Join(", ", values)})";
        var seed = (int)receiver.Fields[0]!;
        if (method.MethodKind == MethodKind.PropertyGet || IsPure(method))
        {
            // Reading has no effect: how often it is done is nobody's business, until a call in between may have changed the answer.
            var key = $"{_lines.Count}:{line}";
            if (!_read.TryGetValue(key, out var number))
            {
                _read.Add(key, number = ++_answers);
            }

            return Answer(method.ReturnType, number, seed, site);
        }

        _lines.Add(line);
        return method.ReturnsVoid ? null : Answer(method.ReturnType, ++_answers, seed, site);
    }

    private static bool IsPure(IMethodSymbol method) => method.GetAttributes().Any(a => a.AttributeClass is { Name: "PureAttribute" });

    private object? Answer(ITypeSymbol type, int number, int seed, IOperation site)
    {
        type = TypeModel.IsNullable(type) ? TypeModel.Underlying(type) : type;
        var numeric = TypeModel.NumberType(type);
        if (type.TypeKind != TypeKind.Enum && type.SpecialType != SpecialType.System_Char && Numbers.IsNumeric(numeric))
        {
            return Numbers.Convert(seed switch { 0 => number, 1 => 100 - number, _ => number * 7 % 5 }, numeric, false);
        }

        return type switch
        {
            { SpecialType: SpecialType.System_Boolean } => Arithmetic.Box(seed switch { 0 => number % 2 == 1, 1 => number % 2 == 0, _ => true }),
            { SpecialType: SpecialType.System_Char } => (char)('a' + number % 26),
            { SpecialType: SpecialType.System_String } => new string((char)('a' + number % 26), seed + 1),
            { TypeKind: TypeKind.Enum } => Numbers.Convert(seed, numeric, false),
            INamedTypeSymbol { TypeKind: TypeKind.Interface, IsGenericType: false } further when !further.DeclaringSyntaxReferences.IsEmpty => Make(further, seed),
            _ => throw run.Unsupported($"answer of type {type.ToDisplayString()}", site),
        };
    }
}
