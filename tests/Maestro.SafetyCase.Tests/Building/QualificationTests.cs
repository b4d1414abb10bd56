using Maestro.SafetyCase.Building;

namespace Maestro.SafetyCase.Tests.Building;

public sealed class QualificationTests
{
    [Theory]
    // Clopper and Pearson, one-sided, 95 %: 1 - 0.05^(1/n) for none wrong; the others from the beta distribution's tables.
    [InlineData(100, 0, 0.029513)]
    [InlineData(10, 0, 0.258866)]
    [InlineData(10, 1, 0.394163)]
    [InlineData(50, 2, 0.120613)]
    public void The_bound_is_that_of_the_tables(int n, int wrong, double expected) => Assert.Equal(expected, Qualification.UpperBound(n, wrong), 4);
}
