using System.Text;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Hashing;

/// <summary>What a method shows to the proofs of its callers, as text: signature, clauses, and the expression that it unfolds to.</summary>
internal static class MethodInterface
{
    /// <summary>With what that unfolds in turn, each once. Without recursion: getters may stand in a chain of thousands.</summary>
    public static string Of(IMethodSymbol root, ContractReader reader)
    {
        var whole = new StringBuilder();
        var unfolding = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol?>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            if (pending.Pop() is not { } method)
            {
                whole.Append('\n');
                continue;
            }

            var mentions = new Mentions();
            whole.Append(Text(method, reader, mentions, unfolding.Add(method), out var unfolds));
            foreach (var callee in unfolds ? mentions.Methods.Reverse() : [])
            {
                pending.Push(null);
                pending.Push(callee);
            }
        }

        return whole.ToString();
    }

    /// <summary>Of the method alone.</summary>
    /// <param name="method">The method.</param>
    /// <param name="reader">Its contract.</param>
    /// <param name="mentions">Receives what the text names.</param>
    /// <param name="mayUnfold">False where the expression is left out.</param>
    /// <param name="unfolds">True where callers read the expression.</param>
    public static string Text(IMethodSymbol method, ContractReader reader, Mentions mentions, bool mayUnfold, out bool unfolds)
    {
        var contract = reader.Of(method);
        var text = new OperationText(mentions).Line(Signature(method)).Line(contract.IsPure ? "pure" : "");
        foreach (var clause in contract.Clauses.Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow or ClauseKind.Decreases))
        {
            text.Line(Head(clause)).Tree(clause.Condition);
        }

        unfolds = false;
        if (mayUnfold && (method.MethodKind == MethodKind.PropertyGet || contract.IsPure && !contract.Ensures.Any()) && reader.Bodies.ReturnedExpressionOf(method) is { } expression)
        {
            unfolds = true;
            text.Line("unfolds").Tree(expression);
        }

        return text.ToString();
    }

    /// <summary>Kind, polarity and exception of a clause.</summary>
    public static string Head(Clause clause) => clause.Kind + (clause.Negated ? " not" : "") + (clause.Exception is { } exception ? " " + OperationText.Id(exception) : "");

    public static string Signature(IMethodSymbol method)
    {
        var modifiers = (method.IsStatic ? "static " : "") + (method.IsVirtual ? "virtual " : "") + (method.IsOverride ? "override " : "") + (method.IsAbstract ? "abstract " : "")
            + (method.IsSealed ? "sealed " : "") + (method.IsAsync ? "async " : "") + (method.IsExtern ? "extern " : "") + (method.IsReadOnly ? "readonly " : "")
            + (method.IsInitOnly ? "init " : "") + method.DeclaredAccessibility;
        return modifiers + " " + method.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeContainingType).WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut)
            .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier))
            + Attributes(method.GetAttributes()) + string.Concat(method.Parameters.Select(p => Attributes(p.GetAttributes()))) + Attributes(method.GetReturnTypeAttributes())
            + string.Concat(method.TypeParameters.Select(Constraints))
            // Copied into callers. A display without names shows no defaults.
            + string.Concat(method.Parameters.Where(p => p.HasExplicitDefaultValue).Select(p =>
                FormattableString.Invariant($" {p.Ordinal}={p.ExplicitDefaultValue ?? "null"}")));
    }

    public static string Attributes(IEnumerable<AttributeData> attributes) =>
        " [" + string.Join(",", attributes.Select(a => a.ToString() ?? "").OrderBy(a => a, StringComparer.Ordinal)) + "]";

    public static string Constraints(ITypeParameterSymbol parameter) => " " + parameter.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)
        + (parameter.HasReferenceTypeConstraint ? " class" : "") + (parameter.HasValueTypeConstraint ? " struct" : "") + (parameter.HasUnmanagedTypeConstraint ? " unmanaged" : "")
        + (parameter.HasNotNullConstraint ? " notnull" : "") + (parameter.HasConstructorConstraint ? " new" : "") + (parameter.AllowsRefLikeType ? " allows ref struct" : "")
        + string.Concat(parameter.ConstraintTypes.Select(t => " " + OperationText.Declared(t)));
}
