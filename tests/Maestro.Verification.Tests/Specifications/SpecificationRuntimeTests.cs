using System.Globalization;
using System.Text;
using CsCheck;
using Maestro.Verification.Tests.Conditions;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Random members of the real types: what they gave is never refuted, anything else never proved.</summary>
public sealed class SpecificationRuntimeTests
{
    private static readonly Gen<(int Kind, int At, int Value)[]> Operations = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[-2, 2]).Array[1, 8];

    [Fact]
    public void A_list_behaves_as_specified() => Operations.Sample(
        operations =>
        {
            var real = new List<int>();
            var code = new StringBuilder("var l = new List<int>();");
            foreach (var (kind, at, value) in operations)
            {
                code.Append(Run(real, kind, at, value));
            }

            Check(code, "l.Count", real.Count);
            for (var i = 0; i < real.Count; i++)
            {
                Check(code, $"l[{i.ToString(CultureInfo.InvariantCulture)}]", real[i]);
            }
        },
        iter: 12,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    private static string Run(List<int> list, int kind, int at, int value)
    {
        switch (kind)
        {
            case 0 when at <= list.Count:
                list.Insert(at, value);
                return FormattableString.Invariant($" l.Insert({at}, {value});");
            case 1 when at < list.Count:
                list.RemoveAt(at);
                return FormattableString.Invariant($" l.RemoveAt({at});");
            case 2 when at < list.Count:
                list[at] = value;
                return FormattableString.Invariant($" l[{at}] = {value};");
            case 3 when at == 3:
                list.Clear();
                return " l.Clear();";
            default:
                list.Add(value);
                return FormattableString.Invariant($" l.Add({value});");
        }
    }

    private static void Check(StringBuilder code, string what, int value)
    {
        string Source(int said) => FormattableString.Invariant(
            $"using System.Collections.Generic; public class C {{ public static void M() {{ {code} Contract.Assert({what} == {said}); }} }}");

        Assert.Equal("proved", Proving.One(Source(value)).Word);
        Assert.Equal("refuted", Proving.One(Source(value + 1)).Word);
    }
}
