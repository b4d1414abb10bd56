using System.Diagnostics.Contracts;
using System.Reflection;
using System.Runtime.Loader;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

/// <summary>Runs witnesses by .NET: an assertion must fail, an operation throw. Members are made public for that; clauses other than assertions are not evaluated.</summary>
internal static class Runtime
{
    private static readonly HashSet<ObligationKind> Seen =
        [ObligationKind.Assert, ObligationKind.Index, ObligationKind.Null, ObligationKind.DivideByZero, ObligationKind.ArraySize, ObligationKind.Overflow, ObligationKind.Cast, ObligationKind.Nullable];

    static Runtime() => Contract.ContractFailed += (_, failed) => failed.SetUnwind();

    /// <summary>Of the failures that can be seen from outside: how many .NET sees too, and a line for each that it does not.</summary>
    public static (int Confirmed, IReadOnlyList<string> Others) Confirm(
        string source, string attributes, CSharpParseOptions parsing, IEnumerable<MetadataReference> references, IEnumerable<ObligationResult> obligations)
    {
        var statements = obligations.Where(o => Seen.Contains(o.Kind)).Select(o => (o.Verdict as Verdict.Refuted)?.Witness.Statement).OfType<string>().Distinct().ToList();
        var debug = parsing.WithPreprocessorSymbols(parsing.PreprocessorSymbolNames.Append("DEBUG"));
        // With the symbol of the old rewriter a precondition would end the process.
        var program = CSharpSyntaxTree.Create((CSharpSyntaxNode)new Publisher().Visit(CSharpSyntaxTree.ParseText(source.Replace("#define CONTRACTS_FULL", "", StringComparison.Ordinal), debug).GetRoot())!, debug);
        var confirmed = 0;
        var others = new List<string>();
        foreach (var statement in statements)
        {
            var run = CSharpSyntaxTree.ParseText($"public static class RunOfWitness {{ public static void Run() {{ {statement}; }} }}", debug);
            var compilation = CSharpCompilation.Create("Run" + confirmed + "of" + others.Count, [program, CSharpSyntaxTree.ParseText(attributes, debug), run], references,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
            using var image = new MemoryStream();
            if (!compilation.Emit(image).Success)
            {
                continue;
            }

            image.Position = 0;
            var context = new AssemblyLoadContext(null, isCollectible: true);
            try
            {
                context.LoadFromStream(image).GetType("RunOfWitness")!.GetMethod("Run")!.Invoke(null, null);
                others.Add(statement);
            }
            catch (TargetInvocationException)
            {
                confirmed++;
            }
            finally
            {
                context.Unload();
            }
        }

        return (confirmed, others);
    }

    private sealed class Publisher : CSharpSyntaxRewriter
    {
        public override SyntaxNode? Visit(SyntaxNode? node)
        {
            var visited = base.Visit(node);
            return visited is MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax or DestructorDeclarationSyntax)
                && node!.Parent is not InterfaceDeclarationSyntax
                && visited is not (MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null } or IndexerDeclarationSyntax { ExplicitInterfaceSpecifier: not null }
                    or EventDeclarationSyntax { ExplicitInterfaceSpecifier: not null } or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax)
                && visited is MemberDeclarationSyntax member && !(member is ConstructorDeclarationSyntax && member.Modifiers.Any(SyntaxKind.StaticKeyword))
                ? Public(member) : visited;
        }

        private static SyntaxNode Public(MemberDeclarationSyntax member)
        {
            var others = member.Modifiers.Where(m => m.Kind() is not (SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword))
                .Select(m => m.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space));
            var keyword = SyntaxFactory.Token(SyntaxKind.PublicKeyword).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);
            return member.WithModifiers(SyntaxFactory.TokenList(others.Prepend(keyword)));
        }
    }
}
