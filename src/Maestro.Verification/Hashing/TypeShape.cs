using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Hashing;

/// <summary>The declaration of a type as text, bodies left out: modifiers, bases, constraints, fields, and the heads of its members.</summary>
internal static class TypeShape
{
    public static string Of(INamedTypeSymbol type, Mentions mentions)
    {
        var text = new StringBuilder();
        text.Append(OperationText.Id(type)).Append(' ').Append(type.TypeKind).Append(' ').Append(type.DeclaredAccessibility)
            .Append(type.IsRecord ? " record" : "").Append(type.IsSealed ? " sealed" : "").Append(type.IsAbstract ? " abstract" : "").Append(type.IsStatic ? " static" : "")
            .Append(type.IsReadOnly ? " readonly" : "").Append(type.IsRefLikeType ? " ref" : "").Append(' ').Append(type.EnumUnderlyingType?.SpecialType)
            .Append(MethodInterface.Attributes(type.GetAttributes())).Append(string.Concat(type.TypeParameters.Select(MethodInterface.Constraints))).Append('\n');
        mentions.Add(type.BaseType);
        text.Append("base ").Append(type.BaseType is { } parent ? OperationText.Id(parent) : "").Append('\n');
        foreach (var implemented in type.AllInterfaces.OrderBy(i => i.ToDisplayString(), StringComparer.Ordinal))
        {
            mentions.Add(implemented);
            text.Append("implements ").Append(OperationText.Id(implemented)).Append('\n');
        }

        // Values are laid out field by field, in order.
        var members = type.IsValueType && type.TypeKind != TypeKind.Enum ? type.GetMembers().AsEnumerable() : type.GetMembers().OrderBy(m => m.Name, StringComparer.Ordinal);
        foreach (var field in members.OfType<IFieldSymbol>())
        {
            mentions.Add(field.Type);
            text.Append("field ").Append(field.Name).Append(' ').Append(OperationText.Declared(field.Type)).Append(' ').Append(field.DeclaredAccessibility).Append(' ').Append(field.RefKind)
                .Append(field.IsStatic ? " static" : "").Append(field.IsReadOnly ? " readonly" : "").Append(field.IsVolatile ? " volatile" : "").Append(field.IsRequired ? " required" : "")
                .Append(field.HasConstantValue ? " = " + Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture) : "").Append(' ').Append(field.AssociatedSymbol?.Name)
                .Append(MethodInterface.Attributes(field.GetAttributes())).Append('\n');
        }

        foreach (var property in type.GetMembers().OfType<IPropertySymbol>().OrderBy(p => p.GetDocumentationCommentId(), StringComparer.Ordinal))
        {
            mentions.Add(property.Type);
            text.Append("property ").Append(property.GetDocumentationCommentId()).Append(' ').Append(OperationText.Declared(property.Type)).Append(' ').Append(property.DeclaredAccessibility)
                .Append(property.IsImplicitlyDeclared ? " implicit" : "").Append(property.IsRequired ? " required" : "").Append(property.GetMethod is null ? "" : " get")
                .Append(property.SetMethod is { } setter ? setter.IsInitOnly ? " init" : " set" : "").Append(MethodInterface.Attributes(property.GetAttributes())).Append('\n');
        }

        return text.ToString();
    }
}
