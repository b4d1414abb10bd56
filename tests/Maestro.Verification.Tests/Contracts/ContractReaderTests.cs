using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Contracts;

public sealed class ContractReaderTests
{
    [Fact]
    public void Leading_clauses_are_read_with_their_lines()
    {
        var (reader, type) = Read("""
            class C
            {
                int M(int x)
                {
                    Contract.Requires(x > 0);
                    Contract.Ensures(Contract.Result<int>() > x);
                    return x + 1;
                }
            }
            """);

        var contract = reader.Of(Method(type, "M"));

        Assert.Equal([(ClauseKind.Requires, 7), (ClauseKind.Ensures, 8)], contract.Clauses.Select(c => (c.Kind, c.Line)));
        Assert.Empty(contract.Problems);
        Assert.True(contract.HasInterface);
    }

    [Fact]
    public void A_guard_is_a_precondition_only_before_EndContractBlock()
    {
        var (reader, type) = Read("""
            class C
            {
                void With(int x) { if (x < 0) throw new ArgumentException(); Contract.EndContractBlock(); }
                void Without(int x) { if (x < 0) throw new ArgumentException(); }
            }
            """);

        var clause = Assert.Single(reader.Of(Method(type, "With")).Clauses);
        Assert.True(clause is { Kind: ClauseKind.Requires, Negated: true });
        Assert.Empty(reader.Of(Method(type, "Without")).Clauses);
    }

    [Theory]
    [InlineData("void M(int x) { x++; Contract.Requires(x > 0); }", "start of the method")]
    [InlineData("void M(int x) { Contract.Requires(Contract.OldValue(x) > 0); }", "entry state")]
    [InlineData("int M(int x) { Contract.Ensures(Contract.Result<long>() > 0); return x; }", "Contract.Result<long>()")]
    [InlineData("void M(int x) { Contract.Requires<ArgumentException>(x > 0); }", "guard clause")]
    [InlineData("void M(int x) { Contract.Invariant(x > 0); }", "loop body")]
    [InlineData("void M(int x) { while (x > 0) { x--; Contract.Invariant(x >= 0); } }", "loop body")]
    public void Ill_formed_contracts_are_problems(string member, string message)
    {
        var (reader, type) = Read($"class C {{ {member} }}");

        Assert.Contains(message, Assert.Single(reader.Of(Method(type, "M")).Problems).Message);
    }

    [Fact]
    public void Loop_invariants_go_to_the_innermost_loop_that_holds_them()
    {
        var (reader, type) = Read("""
            class C
            {
                void M(int n)
                {
                    for (int i = 0; i < n; i++)
                    {
                        Contract.Invariant(0 <= i);
                        int j = 0;
                        while (j < i && j < 10)
                        {
                            Contract.Invariant(0 <= j);
                            Contract.Invariant(j <= 10);
                            j++;
                        }
                    }

                    do { Contract.Invariant(n != 7); n--; } while (n > 0);
                }
            }
            """);

        var contract = reader.Of(Method(type, "M"));
        var loops = LoopFinder.Find(reader.Bodies.GraphOf(contract.Method)!, contract);

        Assert.NotNull(loops);
        Assert.Equal([1, 2, 1], loops.Value.Select(l => l.Invariants.Length));
        Assert.True(loops.Value[0].Blocks.IsSupersetOf(loops.Value[1].Blocks));
    }

    [Fact]
    public void A_loop_of_gotos_has_no_statement_and_a_jump_into_a_loop_is_irreducible()
    {
        var (reader, type) = Read("""
            class C
            {
                void Loop(int n) { again: n--; if (n > 0) goto again; }
                void Into(int n) { if (n > 5) goto b; a: n--; b: n -= 2; if (n > 0) goto a; }
            }
            """);

        var loop = Method(type, "Loop");
        Assert.Null(Assert.Single(LoopFinder.Find(reader.Bodies.GraphOf(loop)!, reader.Of(loop))!.Value).Statement);
        var into = Method(type, "Into");
        Assert.Null(LoopFinder.Find(reader.Bodies.GraphOf(into)!, reader.Of(into)));
    }

    [Fact]
    public void Overrides_and_implementations_inherit_and_contract_classes_speak_for_interfaces()
    {
        var (reader, type) = Read("""
            [ContractClass(typeof(StoreContract))]
            interface IStore { int Take(int n); }

            [ContractClassFor(typeof(IStore))]
            abstract class StoreContract : IStore
            {
                public int Take(int n) { Contract.Requires(n > 0); Contract.Ensures(Contract.Result<int>() >= 0); return 0; }
            }

            class Base { public virtual int F(int x) { Contract.Requires(x > 1); return x; } }
            class C : Base, IStore
            {
                public int Take(int n) => n;
                public override int F(int y) => y;
            }
            """);

        Assert.Equal([ClauseKind.Requires, ClauseKind.Ensures], reader.Of(Method(type, "Take")).Clauses.Select(c => c.Kind));
        var inherited = Assert.Single(reader.Of(Method(type, "F")).Clauses);
        Assert.Equal("Base", inherited.Owner.ContainingType.Name);
    }

    [Fact]
    public void Object_invariants_hold_at_members_that_others_can_call()
    {
        var (reader, type) = Read("""
            class C
            {
                private int n;
                [ContractInvariantMethod] private void Inv() { Contract.Invariant(n >= 0); }
                public void Add() => n++;
                private void Step() => n--;
                public static int Zero() => 0;
            }
            """);

        Assert.Equal("Contract.Invariant(n >= 0);", Assert.Single(reader.InvariantsOf(type)).Text);
        Assert.True(reader.HoldsInvariants(Method(type, "Add")));
        Assert.False(reader.HoldsInvariants(Method(type, "Step")));
        Assert.False(reader.HoldsInvariants(Method(type, "Zero")));
        Assert.False(reader.HoldsInvariants(Method(type, "Inv")));
    }

    [Fact]
    public void Getters_that_only_read_a_field_are_seen_through()
    {
        var (reader, type) = Read("""
            class C
            {
                private int n;
                public int Auto { get; private set; }
                public int Arrow => n;
                public int Block { get { return n; } }
                public int Computed => n + 1;
            }
            """);

        string? Behind(string name) => reader.Bodies.FieldBehind(type.GetMembers(name).OfType<IPropertySymbol>().Single())?.Name;
        Assert.Equal("<Auto>k__BackingField", Behind("Auto"));
        Assert.Equal("n", Behind("Arrow"));
        Assert.Equal("n", Behind("Block"));
        Assert.Null(Behind("Computed"));
    }

    [Theory]
    [InlineData("int M() => 1;")]
    [InlineData("int M() { return 1; }")]
    [InlineData("int M { get => 1; }")]
    [InlineData("int M => 1;")]
    [InlineData("static int operator +(C a, C b) => 1;")]
    [InlineData("C() { n = 1; } int n;")]
    [InlineData("~C() { n = 1; } int n;")]
    [InlineData("int this[int i] => i;")]
    public void Every_kind_of_body_has_a_graph(string member)
    {
        var (reader, type) = Read($"class C {{ public {member} }}".Replace("public ~", "~", StringComparison.Ordinal));

        var method = type.GetMembers().OfType<IMethodSymbol>().First(m => !m.IsImplicitlyDeclared);
        Assert.NotNull(reader.Bodies.GraphOf(method));
    }

    private static IMethodSymbol Method(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>().Single();

    private static (ContractReader Reader, INamedTypeSymbol Type) Read(string source)
    {
        var tree = CSharpSyntaxTree.ParseText("using System;\nusing System.Diagnostics.Contracts;\n" + source);
        var compilation = CSharpCompilation.Create(
            "Test",
            [tree],
            Basic.Reference.Assemblies.Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return (new ContractReader(new MethodBodies(compilation)), compilation.GetTypeByMetadataName("C")!);
    }
}
