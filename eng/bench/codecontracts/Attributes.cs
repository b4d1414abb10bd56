/// <summary>What the regression tests say their expectations with; our own words, so that a test file compiles without its old library.</summary>
internal static class Attributes
{
    public const string Source = """
        namespace Microsoft.Research.ClousotRegression
        {
            public enum ProofOutcome { Top, Bottom, True, False }

            [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
            public sealed class ClousotRegressionTestAttribute : System.Attribute
            {
                public ClousotRegressionTestAttribute() { }
                public ClousotRegressionTestAttribute(string symbol) { }
            }

            [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
            public sealed class RegressionOutcomeAttribute : System.Attribute
            {
                public RegressionOutcomeAttribute() { }
                public RegressionOutcomeAttribute(string message) { }
                public ProofOutcome Outcome { get; set; }
                public string Message { get; set; }
                public int PrimaryILOffset { get; set; }
                public int MethodILOffset { get; set; }
            }

            [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
            public sealed class RegressionReanalysisCountAttribute : System.Attribute
            {
                public RegressionReanalysisCountAttribute() { }
                public RegressionReanalysisCountAttribute(int count) { }
                public int Count { get; set; }
            }
        }
        """;
}
