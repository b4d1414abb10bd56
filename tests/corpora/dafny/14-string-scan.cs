using System.Diagnostics.Contracts;

namespace Twenty;

public static class Scanning
{
    public static int LeadingSpaces(string text)
    {
        Contract.Requires(text != null);
        Contract.Ensures(0 <= Contract.Result<int>() && Contract.Result<int>() <= text.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => text[k] == ' '));
        Contract.Ensures(Contract.Result<int>() == text.Length || text[Contract.Result<int>()] != ' ');
        int count = 0;
        while (count < text.Length && text[count] == ' ')
        {
            Contract.Invariant(0 <= count && count <= text.Length);
            Contract.Invariant(Contract.ForAll(0, count, k => text[k] == ' '));
            count = count + 1;
        }

        return count;
    }
}
