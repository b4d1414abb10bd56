namespace Maestro.Evidence.Json;

/// <summary>The words that stand for the values of an enum in JSON.</summary>
public sealed class JsonWords<T>
    where T : struct, Enum
{
    private readonly (T Value, string Word)[] _words;

    /// <summary>A word for each value.</summary>
    /// <exception cref="ArgumentException">A value has no word or two.</exception>
    public JsonWords(params (T Value, string Word)[] words)
    {
        _words = words;
        if (Enum.GetValues<T>().Any(value => words.Count(w => w.Value.Equals(value)) != 1) || words.DistinctBy(w => w.Word).Count() != words.Length)
        {
            throw new ArgumentException($"Each value of {typeof(T).Name} needs a word of its own.", nameof(words));
        }
    }

    /// <summary>The word of <paramref name="value"/>.</summary>
    public string this[T value] => _words.First(w => w.Value.Equals(value)).Word;

    /// <summary>The value of <paramref name="word"/>; false for any other word.</summary>
    public bool TryParse(string word, out T value)
    {
        var found = Array.FindIndex(_words, w => w.Word == word);
        value = found < 0 ? default : _words[found].Value;
        return found >= 0;
    }

    /// <summary>All words, as <c>a|b|c</c>.</summary>
    public override string ToString() => string.Join('|', _words.Select(w => w.Word));
}
