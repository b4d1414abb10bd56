using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Maestro.Verification.Hashing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Analyzers.Contracts;

/// <summary>
/// A method's findings as text, places relative to its declaration: it may have moved when they are read again. A place elsewhere, or a line number that need
/// not be the finding's own, binds them to every file as it was.
/// </summary>
internal sealed class FindingText(MethodKeys keys, SourceDependencies dependencies, Compilation compilation)
{
    private const string Header = "findings 1";

    /// <summary>Stands before the number of a line counted from the declaration's first.</summary>
    private const char Line = '\u0001';
    private static readonly Regex LineNumber = new(@"\bline ([0-9]{1,8})", RegexOptions.CultureInvariant);
    private static readonly Regex Counted = new("\u0001([0-9]{1,8})", RegexOptions.CultureInvariant);

    /// <summary>The text; null where the findings cannot be told again.</summary>
    public string? Write(IReadOnlyList<ContractFinding> findings)
    {
        var bound = false;
        var body = new StringBuilder();
        foreach (var finding in findings)
        {
            Add(body, finding.Id);
            Add(body, finding.Others.Length.ToString(CultureInfo.InvariantCulture));
            foreach (var place in finding.Others.Insert(0, finding.At))
            {
                bound |= place.SourceTree is not null && !IsOwn(place);
                Add(body, Place(place));
            }

            Add(body, finding.Properties.Count.ToString(CultureInfo.InvariantCulture));
            foreach (var property in finding.Properties.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                if (property.Value is not { } value || value.IndexOf(Line) >= 0)
                {
                    return null;
                }

                bound |= property.Key == "assumptions";
                Add(body, property.Key);
                Add(body, property.Key == "line" ? OwnLine(value) : Lines(value));
            }

            Add(body, finding.Arguments.Length.ToString(CultureInfo.InvariantCulture));
            foreach (var argument in finding.Arguments)
            {
                if (argument.IndexOf(Line) >= 0)
                {
                    return null;
                }

                Add(body, Lines(argument));
            }

            string OwnLine(string number)
            {
                var line = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
                var isOwn = finding.Others.IsEmpty && line >= FirstLine && line <= LastLine && !dependencies.MayMeanAnother(keys, line);
                bound |= !isOwn;
                return isOwn ? Line + (line - FirstLine).ToString(CultureInfo.InvariantCulture) : number;
            }

            string Lines(string text) => LineNumber.Replace(text, match => "line " + OwnLine(match.Groups[1].Value));
        }

        // The method's own text may say "line 7" where another line is meant.
        bound |= findings.Count > 0 && LineNumber.IsMatch(TextOfMethod());
        var whole = new StringBuilder();
        Add(whole, Header);
        Add(whole, bound ? Bound() : "");
        Add(whole, findings.Count.ToString(CultureInfo.InvariantCulture));
        return whole.Append(body).ToString();
    }

    /// <summary>The findings; null where the text is none, or is of files as they were.</summary>
    public IReadOnlyList<ContractFinding>? Read(string text)
    {
        try
        {
            var reader = new Reader(text);
            if (reader.Next() != Header || reader.Next() is { Length: > 0 } bound && bound != Bound())
            {
                return null;
            }

            var findings = new List<ContractFinding>();
            for (var left = reader.Number(); left > 0; left--)
            {
                findings.Add(ReadFinding(reader));
            }

            return reader.IsAtEnd ? findings : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private ContractFinding ReadFinding(Reader reader)
    {
        var id = reader.Next();
        var rule = Rules.Contracts.FirstOrDefault(r => r.Id == id) ?? throw new FormatException();
        var others = reader.Number();
        var at = ReadPlace(reader.Next());
        var places = ImmutableArray.CreateBuilder<Location>();
        for (; others > 0; others--)
        {
            places.Add(ReadPlace(reader.Next()));
        }

        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        for (var left = reader.Number(); left > 0; left--)
        {
            properties[reader.Next()] = Told(reader.Next());
        }

        var arguments = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.Number(); left > 0; left--)
        {
            arguments.Add(Told(reader.Next()));
        }

        return new ContractFinding(rule, at, places.ToImmutable(), properties.ToImmutable(), arguments.ToImmutable());

        string Told(string value) => value.IndexOf(Line) < 0 ? value
            : Counted.Replace(value, match => (FirstLine + Reader.Parse(match.Groups[1].Value)).ToString(CultureInfo.InvariantCulture));
    }

    private string Bound() => keys.Everything + " " + keys.Declaration.Start.ToString(CultureInfo.InvariantCulture) + " " + keys.Tree.FilePath;

    private string TextOfMethod() => keys.Tree.GetText().ToString(keys.Declaration);

    private bool IsOwn(Location place) => place.SourceTree == keys.Tree && keys.Declaration.Contains(place.SourceSpan);

    private int FirstLine => keys.Tree.GetText().Lines.IndexOf(keys.Declaration.Start) + 1;

    private int LastLine => keys.Tree.GetText().Lines.IndexOf(keys.Declaration.End) + 1;

    private string Place(Location place) => place.SourceTree is null ? ""
        : IsOwn(place) ? Numbers(place.SourceSpan.Start - keys.Declaration.Start, place.SourceSpan.Length)
        : Numbers(place.SourceSpan.Start, place.SourceSpan.Length) + " " + place.SourceTree.FilePath;

    private Location ReadPlace(string text)
    {
        if (text.Length == 0)
        {
            return Location.None;
        }

        var parts = text.Split([' '], 3);
        if (parts.Length < 2)
        {
            throw new FormatException();
        }

        var (start, length) = (Reader.Parse(parts[0]), Reader.Parse(parts[1]));
        var tree = parts.Length == 2 ? keys.Tree : Single(parts[2]);
        var span = new TextSpan(parts.Length == 2 ? keys.Declaration.Start + start : start, length);
        return span.End <= tree.Length ? Location.Create(tree, span) : throw new FormatException();
    }

    private SyntaxTree Single(string path)
    {
        var trees = compilation.SyntaxTrees.Where(t => t.FilePath == path).Take(2).ToList();
        return trees.Count == 1 ? trees[0] : throw new FormatException();
    }

    private static string Numbers(int start, int length) => FormattableString.Invariant($"{start} {length}");

    private static void Add(StringBuilder text, string field) => text.Append(field.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(field);

    /// <summary>Fields with their lengths before them.</summary>
    private sealed class Reader(string text)
    {
        private int _at;

        public bool IsAtEnd => _at == text.Length;

        public string Next()
        {
            var colon = text.IndexOf(':', _at);
            var length = colon < 0 ? -1 : Parse(text.Substring(_at, colon - _at));
            if (length < 0 || length > text.Length - colon - 1)
            {
                throw new FormatException();
            }

            _at = colon + 1 + length;
            return text.Substring(colon + 1, length);
        }

        public int Number() => Parse(Next());

        public static int Parse(string digits) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException();
    }
}
