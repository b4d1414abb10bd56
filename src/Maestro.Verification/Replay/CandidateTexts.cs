using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Texts worth trying: common ones, those that the code names, and short ones of the characters that it names.</summary>
internal sealed class CandidateTexts
{
    private const int MostCharacters = 5;
    private const int MostNamed = 8;
    private const int LongestNamed = 64;
    private static readonly string[] Common = { "", "a", "0", " ", "ab", "abc", "A", "aa" };

    private readonly List<char> _characters = new();
    private readonly List<string> _named = new();

    /// <summary>Takes note of a constant.</summary>
    public void Note(object constant)
    {
        switch (constant)
        {
            case char c:
                Note(c);
                break;
            case string { Length: > 0 and <= LongestNamed } text when _named.Count < MostNamed && !_named.Contains(text):
                _named.Add(text);
                foreach (var c in text.Take(2))
                {
                    Note(c);
                }

                break;
        }
    }

    /// <summary>The texts, the common ones first.</summary>
    public IEnumerable<string> All(int depth)
    {
        var texts = Common.Concat(_named);
        if (depth == 0)
        {
            texts = texts.Concat(_named.SelectMany(n => new[] { "x" + n, n + "x", n.Substring(1), n.Substring(0, n.Length - 1) })).Concat(Short());
        }

        return texts.Distinct(StringComparer.Ordinal);
    }

    /// <summary>All of two and three characters that the code names, with a letter and a space.</summary>
    private IEnumerable<string> Short()
    {
        var alphabet = _characters.Take(MostCharacters).Append('a').Append(' ').Distinct().ToList();
        if (_characters.Count == 0)
        {
            alphabet = alphabet.Append('b').ToList();
        }

        var pairs = alphabet.SelectMany(a => alphabet.Select(b => $"{a}{b}")).ToList();
        return alphabet.Select(c => c.ToString()).Concat(pairs).Concat(pairs.SelectMany(p => alphabet.Take(4).Select(c => p + c)));
    }

    private void Note(char c)
    {
        if (!_characters.Contains(c))
        {
            _characters.Add(c);
        }
    }
}
