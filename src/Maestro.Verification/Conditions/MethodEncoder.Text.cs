using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Strings by value, ordinal only. A string that an operation makes is a function of the operation's arguments, of whose length and characters facts hold;
/// each fact says for which arguments, since in a clause that somebody else answers for they may be any.
/// </content>
internal sealed partial class MethodEncoder
{
    private const int MostCharacters = 64;
    private const int Ordinal = 4;
    private const int OrdinalIgnoreCase = 5;

    private readonly Dictionary<Term, string> _literals = [];
    private readonly Dictionary<Term, Term> _textFacts = [];

    private ITypeSymbol StringType => _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_String);

    /// <summary>A member of <c>string</c> whose value is known; null for others. Culture-sensitive ones have no model.</summary>
    private Value? TextCall(IInvocationOperation operation, Value? receiver, ImmutableArray<Value> arguments)
    {
        var method = operation.TargetMethod;
        if (method.ContainingType.SpecialType != SpecialType.System_String || method.IsGenericMethod)
        {
            return null;
        }

        var signature = $"{method.Name} {string.Concat(method.Parameters.Select(p => Letter(p.Type)))}";
        if (receiver is null)
        {
            return StaticTextCall(signature, method, arguments, operation);
        }

        if (receiver.Sort != Sort.Text || !receiver.Shape.IsScalar)
        {
            return null;
        }

        var isOrdinal = !signature.EndsWith("o", StringComparison.Ordinal) || IsOrdinal(arguments[arguments.Length - 1], operation);
        if (_version is null && (!isOrdinal || IsCultural(signature)))
        {
            throw UnsupportedConstructException.At($"culture-sensitive {method.Name}", operation);
        }

        return isOrdinal && InstanceTextCall(signature.TrimEnd('o'), NonNull(receiver, operation), arguments, operation) is { } value
            ? Scalar(method.ReturnType, value) : null;
    }

    private static char Letter(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => 's',
        SpecialType.System_Char => 'c',
        SpecialType.System_Int32 => 'i',
        _ => type is INamedTypeSymbol named && KnownMembers.IsNamed(named, "System", "StringComparison") ? 'o' : '?',
    };

    private static bool IsCultural(string signature) => signature is "StartsWith s" or "EndsWith s" or "IndexOf s" or "IndexOf si" or "IndexOf sii"
        or "LastIndexOf s" or "LastIndexOf si" or "LastIndexOf sii" or "CompareTo s" or "ToUpper " or "ToLower ";

    /// <summary>The comparison is by the numbers of the characters; one that ignores case is another function.</summary>
    private bool IsOrdinal(Value comparison, IOperation operation) => comparison.Term.IsInteger ? comparison.Term.Value == Ordinal
        : _version is null ? throw UnsupportedConstructException.At("string comparison that is not a constant", operation) : false;

    private Value? StaticTextCall(string signature, IMethodSymbol method, ImmutableArray<Value> arguments, IOperation operation)
    {
        switch (signature)
        {
            case "IsNullOrEmpty s":
                return Scalar(method.ReturnType, _terms.Or(IsNull(arguments[0]), _terms.Equal(TextLength(arguments[0].Term), Int(0))));
            case "IsNullOrWhiteSpace s":
                var text = arguments[0].Term;
                return Scalar(method.ReturnType, _terms.Or(IsNull(arguments[0]), ForEach(Int(0), TextLength(text), k => IsWhiteSpace(CharAt(text, k)))));
            case "Equals ss":
                return Scalar(method.ReturnType, TextsEqual(arguments[0].Term, arguments[1].Term));
            case "Equals sso" when IsOrdinal(arguments[2], operation):
                return Scalar(method.ReturnType, TextsEqual(arguments[0].Term, arguments[1].Term));
            case "Equals sso" when arguments[2].Term is { IsInteger: true } comparison && comparison.Value == OrdinalIgnoreCase:
                return Scalar(method.ReturnType, EqualIgnoringCase(arguments[0].Term, arguments[1].Term, operation));
            case "CompareOrdinal ss":
                return Scalar(method.ReturnType, CompareOrdinal(arguments[0].Term, arguments[1].Term, operation));
            case "Concat ss" or "Concat sss" or "Concat ssss":
                return Scalar(method.ReturnType, Join(arguments.Select(a => OrEmpty(a.Term)), operation));
            case "Compare ss" or "Compare ssb" or "Compare sso" or "Equals sso" when _version is null:
                throw UnsupportedConstructException.At($"culture-sensitive {method.Name}", operation);
            default:
                return null;
        }
    }

    private Term? InstanceTextCall(string signature, Term text, ImmutableArray<Value> arguments, IOperation operation)
    {
        var length = TextLength(text);
        Term At(int i) => arguments[i].Term;
        switch (signature)
        {
            case "ToString ":
                return text;
            case "Equals s":
                return TextsEqual(text, At(0));
            case "Substring i" or "Remove i":
                RequireRange(InRange(At(0), length), operation);
                return signature[0] == 'S' ? Slice(text, At(0), _terms.Subtract(length, At(0)), operation) : Slice(text, Int(0), At(0), operation);
            case "Substring ii":
                RequireRange(Fits(At(0), At(1), length), operation);
                return Slice(text, At(0), At(1), operation);
            case "Remove ii":
                RequireRange(Fits(At(0), At(1), length), operation);
                var rest = _terms.Add(At(0), At(1));
                return Join([Slice(text, Int(0), At(0), operation), Slice(text, rest, _terms.Subtract(length, rest), operation)], operation);
            case "Insert is":
                RequireNotNull(At(1), operation);
                RequireRange(InRange(At(0), length), operation);
                return Join([Slice(text, Int(0), At(0), operation), At(1), Slice(text, At(0), _terms.Subtract(length, At(0)), operation)], operation);
            case "IndexOf c":
                return IndexOf(text, At(0), Int(0), length, operation);
            case "IndexOf ci":
                RequireRange(InRange(At(1), length), operation);
                return IndexOf(text, At(0), At(1), length, operation);
            case "IndexOf cii":
                RequireRange(Fits(At(1), At(2), length), operation);
                return IndexOf(text, At(0), At(1), _terms.Add(At(1), At(2)), operation);
            case "LastIndexOf c":
                return LastIndexOf(text, At(0), operation);
            case "Contains c":
                return text.FreeBound.Count + At(0).FreeBound.Count > 0
                    ? Exists(Int(0), length, k => _terms.Equal(CharAt(text, k), At(0)))
                    : _terms.LessOrEqual(Int(0), IndexOf(text, At(0), Int(0), length, operation));
            case "IndexOf s":
                RequireNotNull(At(0), operation);
                return IndexOfText(text, At(0), operation);
            case "Contains s":
                RequireNotNull(At(0), operation);
                return _terms.LessOrEqual(Int(0), IndexOfText(text, At(0), operation));
            case "StartsWith c" or "EndsWith c":
                return _terms.And(_terms.Less(Int(0), length), _terms.Equal(CharAt(text, signature[0] == 'S' ? Int(0) : _terms.Subtract(length, Int(1))), At(0)));
            case "StartsWith s" or "EndsWith s":
                RequireNotNull(At(0), operation);
                var from = signature[0] == 'S' ? Int(0) : _terms.Subtract(length, TextLength(At(0)));
                return _terms.And(_terms.LessOrEqual(TextLength(At(0)), length), Matches(text, from, At(0)));
            case "Trim " or "TrimStart " or "TrimEnd ":
                return Trim(text, signature.TrimEnd(), operation);
            case "ToUpperInvariant ":
                return Cased(text, "upper", 'a', 'z', -32, operation);
            case "ToLowerInvariant ":
                return Cased(text, "lower", 'A', 'Z', 32, operation);
            case "PadLeft i" or "PadRight i" or "PadLeft ic" or "PadRight ic":
                RequireRange(_terms.LessOrEqual(Int(0), At(0)), operation);
                var pad = Repeated(
                    arguments.Length == 2 ? At(1) : Character(' '),
                    _terms.Ite(_terms.LessOrEqual(At(0), length), Int(0), _terms.Subtract(At(0), length)),
                    operation);
                return Join(signature.StartsWith("PadLeft", StringComparison.Ordinal) ? [pad, text] : [text, pad], operation);
            case "Replace cc":
                return Replaced(text, At(0), At(1), operation);
            default:
                return null;
        }
    }

    /// <summary>An argument that the member refuses is its caller's to rule out; under a handler, which exception it throws would matter.</summary>
    private void RequireNotNull(Term text, IOperation operation)
    {
        if (_version is not null || _frame.Mode == EvaluationMode.Execute && _walk is { HasHandlers: true })
        {
            throw UnsupportedConstructException.At("argument that may not be null, in a comparison or under a handler", operation);
        }

        Require(ObligationKind.PreCaller, operation, _terms.Not(_terms.Equal(text, _terms.Null(text.Sort))));
    }

    /// <summary>A range that is asked for: of a clause, it is a reading out of range like any other.</summary>
    private void RequireRange(Term goal, IOperation operation) =>
        Require(_frame.Mode == EvaluationMode.Clause ? ObligationKind.Index : ObligationKind.Range, operation, goal);

    private Term InRange(Term at, Term length) => _terms.And(_terms.LessOrEqual(Int(0), at), _terms.LessOrEqual(at, length));

    /// <summary><paramref name="count"/> characters from <paramref name="start"/> on are there.</summary>
    private Term Fits(Term start, Term count, Term length) => _terms.And(
        [InRange(start, length), _terms.LessOrEqual(Int(0), count), _terms.LessOrEqual(count, _terms.Subtract(length, start))]);

    /// <summary><c>s[^1]</c>, <c>s[a..b]</c>.</summary>
    private Value TextAt(IImplicitIndexerReferenceOperation operation)
    {
        var text = NonNull(Evaluate(operation.Instance), operation);
        var length = TextLength(text);
        if (operation.Argument is not IRangeOperation range)
        {
            var index = IndexFrom(operation.Argument, length, operation);
            return Scalar(operation.Type!, CharAt(text, index));
        }

        var start = range.LeftOperand is { } left ? Offset(left, length) : Int(0);
        var end = range.RightOperand is { } right ? Offset(right, length) : length;
        RequireRange(_terms.And(InRange(start, end), _terms.LessOrEqual(end, length)), operation);
        return Scalar(operation.Type!, Slice(text, start, _terms.Subtract(end, start), operation));
    }

    /// <summary>The end of a range, from the start of the text; one that is out of every range stays so.</summary>
    private Term Offset(IOperation index, Term length)
    {
        var plain = index is IConversionOperation { Type.Name: "Index", Operand: { Type.SpecialType: SpecialType.System_Int32 } number } ? number : index;
        var fromEnd = plain is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        var value = Evaluate(fromEnd ? ((IUnaryOperation)plain).Operand : plain);
        if (!value.Shape.IsScalar || !value.Sort.Equals(IntegerSort.Int32))
        {
            throw UnsupportedConstructException.At("index value", index);
        }

        return !fromEnd ? value.Term
            : _terms.Ite(_terms.Less(value.Term, Int(0)), Int(int.MaxValue), _terms.Subtract(length, value.Term));
    }

    /// <summary><c>new string(…)</c>.</summary>
    private Value CreateText(IMethodSymbol constructor, ImmutableArray<Value> arguments, IOperation operation)
    {
        var type = constructor.ContainingType;
        if (arguments.Length == 2 && arguments[0].Sort.Equals(IntegerSort.Char) && arguments[1].Sort.Equals(IntegerSort.Int32))
        {
            RequireRange(_terms.LessOrEqual(Int(0), arguments[1].Term), operation);
            return Scalar(type, Repeated(arguments[0].Term, arguments[1].Term, operation));
        }

        if (arguments.Length == 1 && arguments[0].Shape.Type is IArrayTypeSymbol { Rank: 1, ElementType: { SpecialType: SpecialType.System_Char } element } && _version is null)
        {
            var array = arguments[0].Term;
            var text = FreshText(type);
            var isNull = IsNull(arguments[0]);
            Know(_terms.Equal(TextLength(text.Term), _terms.Ite(isNull, Int(0), _terms.ArrayLength(array))));
            var held = ReadElement(array, Int(0), element);
            Know(_terms.Or(isNull, ForEach(Int(0), _terms.ArrayLength(array), k => _terms.Equal(CharAt(text.Term, k), ReadElement(array, k, held.Shape.Type).Term))));
            return text;
        }

        throw UnsupportedConstructException.At($"creation of a string by {constructor.ToDisplayString()}", operation);
    }

    /// <summary><c>ToCharArray()</c>: a new array.</summary>
    private Value? Characters(IInvocationOperation operation, Value? receiver)
    {
        if (receiver is null || operation.TargetMethod is not { Name: "ToCharArray", Parameters.Length: 0, ReturnType: IArrayTypeSymbol type, ContainingType.SpecialType: SpecialType.System_String }
            || _frame.Mode != EvaluationMode.Execute || _version is not null)
        {
            return null;
        }

        var text = NonNull(receiver, operation);
        var array = Allocate(_shapes.Of(type));
        KnowType(array);
        Know(_terms.Equal(_terms.ArrayLength(array.Term), TextLength(text)));
        var key = _keys.OfElements(type.ElementType)[0];
        var contents = _terms.Fresh("characters", ((Sort.Map)key.Sort).Element);
        SetMap(key, _terms.Store(MapOf(key), array.Term, contents));
        Know(ForEach(Int(0), TextLength(text), k => _terms.Equal(ReadElement(array.Term, k, type.ElementType).Term, CharAt(text, k))));
        return OrShared(array, TextLength(text));
    }
}
