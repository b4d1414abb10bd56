namespace Pairs;

public static class Labels
{
    public static string Code(string prefix, string suffix) => $"{prefix}-{suffix}";

    public static string OrUnknown(string? name)
    {
        if (name == null || name.Length == 0)
        {
            return "unknown";
        }

        return name;
    }

    public static int CountDigits(string text)
    {
        int digits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] >= '0' && text[i] <= '9')
            {
                digits++;
            }
        }

        return digits;
    }

    public static bool IsMainBranch(string branch) => string.Equals(branch, "main", StringComparison.Ordinal);

    public static string Stem(string file)
    {
        int dot = file.IndexOf('.');
        return dot < 0 ? file : file.Substring(0, dot);
    }
}
