using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>What is checked for overflow though no operation says so: conversions from and to enums, and the narrowing in <c>b &lt;&lt;= 4</c>.</summary>
internal static class CheckedContexts
{
    /// <summary>True within <c>checked</c>, or in a project that checks, unless <c>unchecked</c> is nearer.</summary>
    public static bool Encloses(IOperation operation, Compilation compilation)
    {
        foreach (var node in operation.Syntax.Ancestors())
        {
            switch (node.Kind())
            {
                case SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement:
                    return true;
                case SyntaxKind.UncheckedExpression or SyntaxKind.UncheckedStatement:
                    return false;
            }
        }

        return compilation.Options is CSharpCompilationOptions { CheckOverflow: true };
    }

    /// <summary>Whether a conversion is checked.</summary>
    public static bool IsChecked(IConversionOperation conversion, Compilation compilation) => conversion.IsChecked
        || !conversion.IsImplicit && conversion.OperatorMethod is null && (IsEnum(conversion.Type) || IsEnum(conversion.Operand.Type)) && Encloses(conversion, compilation);

    private static bool IsEnum(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum }
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ TypeKind: TypeKind.Enum }] };
}
