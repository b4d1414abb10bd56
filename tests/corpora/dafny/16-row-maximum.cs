using System.Diagnostics.Contracts;

namespace Twenty;

public static class Matrices
{
    public static int RowMaximum(int[,] matrix, int row)
    {
        Contract.Requires(matrix != null);
        Contract.Requires(0 <= row && row < matrix.GetLength(0));
        Contract.Requires(matrix.GetLength(1) > 0);
        Contract.Ensures(Contract.ForAll(0, matrix.GetLength(1), k => matrix[row, k] <= Contract.Result<int>()));
        Contract.Ensures(Contract.Exists(0, matrix.GetLength(1), k => matrix[row, k] == Contract.Result<int>()));
        int largest = matrix[row, 0];
        int i = 1;
        while (i < matrix.GetLength(1))
        {
            Contract.Invariant(1 <= i && i <= matrix.GetLength(1));
            Contract.Invariant(Contract.ForAll(0, i, k => matrix[row, k] <= largest));
            Contract.Invariant(Contract.Exists(0, i, k => matrix[row, k] == largest));
            if (matrix[row, i] > largest)
            {
                largest = matrix[row, i];
            }

            i = i + 1;
        }

        return largest;
    }
}
