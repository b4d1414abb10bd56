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

    [Fact]
    public void A_dictionary_behaves_as_specified() => Operations.Sample(
        operations =>
        {
            var real = new Dictionary<int, int>();
            var code = new StringBuilder("var d = new Dictionary<int, int>(); var b = false; var o = 0;");
            foreach (var (kind, key, value) in operations)
            {
                code.Append(Run(real, kind, key, value, out var said, out var given));
                Check(code, "(b ? 1 : 0) * 10 + o", (said ? 10 : 0) + given);
            }

            Check(code, "d.Count", real.Count);
            for (var key = 0; key < 4; key++)
            {
                Check(code, FormattableString.Invariant($"(d.ContainsKey({key}) ? d[{key}] : 99)"), real.TryGetValue(key, out var value) ? value : 99);
            }
        },
        iter: 8,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    [Fact]
    public void A_set_behaves_as_specified() => Operations.Sample(
        operations =>
        {
            var real = new HashSet<int>();
            var code = new StringBuilder("var s = new HashSet<int>(); var b = false;");
            foreach (var (kind, value, _) in operations)
            {
                var (text, said) = kind switch
                {
                    0 or 1 => (FormattableString.Invariant($" b = s.Remove({value});"), real.Remove(value)),
                    2 => (FormattableString.Invariant($" b = s.Contains({value});"), real.Contains(value)),
                    _ => (FormattableString.Invariant($" b = s.Add({value});"), real.Add(value)),
                };
                code.Append(text);
                Check(code, "(b ? 1 : 0)", said ? 1 : 0);
            }

            Check(code, "s.Count", real.Count);
            for (var value = 0; value < 4; value++)
            {
                Check(code, FormattableString.Invariant($"(s.Contains({value}) ? 1 : 0)"), real.Contains(value) ? 1 : 0);
            }
        },
        iter: 8,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    private static string Run(Dictionary<int, int> dictionary, int kind, int key, int value, out bool said, out int given)
    {
        given = 0;
        switch (kind)
        {
            case 0:
                said = dictionary.Remove(key, out given);
                return FormattableString.Invariant($" b = d.Remove({key}, out o);");
            case 1:
                said = dictionary.TryAdd(key, value);
                return FormattableString.Invariant($" b = d.TryAdd({key}, {value}); o = 0;");
            case 2:
                said = dictionary.TryGetValue(key, out given);
                return FormattableString.Invariant($" b = d.TryGetValue({key}, out o);");
            case 3 when !dictionary.ContainsKey(key):
                said = false;
                dictionary.Add(key, value);
                return FormattableString.Invariant($" d.Add({key}, {value}); b = false; o = 0;");
            case 4:
                said = dictionary.Remove(key);
                return FormattableString.Invariant($" b = d.Remove({key}); o = 0;");
            default:
                said = false;
                dictionary[key] = value;
                return FormattableString.Invariant($" d[{key}] = {value}; b = false; o = 0;");
        }
    }

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
