using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary><c>[WritesNothing]</c> on members whose body is not seen (semantics.md, 6).</summary>
public sealed class StatedFrameTests
{
    private const string Attribute = "namespace Maestro.Annotations { class WritesNothingAttribute : Attribute { } }\n";

    [Theory]
    [InlineData("interface IClock { [Maestro.Annotations.WritesNothing] int Now(); }", "proved")]
    [InlineData("interface IClock { int Now(); }", "unknown")]
    [InlineData("interface IClock { [Maestro.Annotations.WritesNothing] int Now(); } class Still : IClock { public int Now() => 0; }", "proved")]
    [InlineData("interface IClock { [Maestro.Annotations.WritesNothing] int Now(); } class Sly : IClock { public Box? Last; public int Now() { Last!.Value = 7; return 0; } }", "unknown")]
    [InlineData("abstract class IClock { [Maestro.Annotations.WritesNothing] public abstract int Now(); } class Sly : IClock { public Box? Last; public override int Now() { Last!.Value = 7; return 0; } }", "unknown")]
    [InlineData("class WritesNothingAttribute : Attribute { } interface IClock { [WritesNothing] int Now(); }", "unknown")]
    [InlineData("class IClock { [System.Runtime.InteropServices.DllImport(\"c\")] [Maestro.Annotations.WritesNothing] static extern int time(IntPtr p); public int Now() => time(IntPtr.Zero); }", "unknown")]
    public void A_call_forgets_nothing_where_no_implementation_writes(string clock, string expected) => Assert.Equal(expected, Proving.One($$"""
        {{Attribute}}
        public class Box { public int Value; }
        {{clock}}
        static class User
        {
            public static int M(IClock clock, Box box)
            {
                Contract.Requires(box.Value == 3);
                Contract.Ensures(Contract.Result<int>() == 3);
                clock.Now();
                return box.Value;
            }
        }
        """).Word);

    [Fact]
    public void An_extern_member_is_believed_and_that_is_an_assumption()
    {
        var report = Proving.One($$"""
            {{Attribute}}
            public class Box { public int Value; }
            static class User
            {
                [System.Runtime.InteropServices.DllImport("c")]
                [Maestro.Annotations.WritesNothing]
                static extern int getpid();

                public static int M(Box box)
                {
                    Contract.Requires(box.Value == 3);
                    Contract.Ensures(Contract.Result<int>() == 3);
                    getpid();
                    return box.Value;
                }
            }
            """);

        Assert.Equal("proved", report.Word);
        Assert.Contains(report.Assumptions, a => a.Kind == "stated-frame" && a.Text.Contains("getpid", StringComparison.Ordinal));
    }
}
