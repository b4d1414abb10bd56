namespace Pairs;

public static class Labels
{
    public static string Code(string prefix, string suffix) => string.Concat(prefix, "-", suffix);

    public static string OrUnknown(string? name) => string.IsNullOrEmpty(name) ? "unknown" : name;

    public static int CountDigits(string text)
    {
        int digits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= '0' and <= '9')
            {
                digits++;
            }
        }

        return digits;
    }

    public static bool IsMainBranch(string branch) => string.Equals(branch, "main", StringComparison.OrdinalIgnoreCase);

    public static string Stem(string file)
    {
        int dot = file.IndexOf('.');
        return dot <= 0 ? file : file.Substring(0, dot);
    }
}
