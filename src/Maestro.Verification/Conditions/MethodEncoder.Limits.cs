using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <content>How much of others a method may bring in: counted, never timed, so that the verdict repeats.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>Callees inside callees; deeper ones are known by contract. The stack of the compiler's threads is small.</summary>
    private const int DeepestUnfolding = 48;

    /// <summary>Pure bodies that call two others each double from level to level.</summary>
    private const int MostUnfoldings = 10_000;

    private int _unfoldings;

    private bool MayUnfold => _frame.Unfolding.Count < DeepestUnfolding;

    private void CountUnfolding(IOperation operation)
    {
        if (++_unfoldings > MostUnfoldings)
        {
            throw UnsupportedConstructException.At("pure calls of this number", operation);
        }
    }
}
