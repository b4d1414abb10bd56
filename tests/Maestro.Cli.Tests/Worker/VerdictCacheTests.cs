using CsCheck;
using Maestro.Cli.Worker;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Tests.Worker;

public sealed class VerdictCacheTests : IDisposable
{
    private static readonly SolverQuery Query = new("(check-sat)", 100);

    private readonly TemporaryFolder folder = new();

    private VerdictCache Cache => new(folder.Root);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_kept_is_found_by_a_later_cache()
    {
        var answers = Gen.Select(Gen.Enum<SolverStatus>(), Gen.String[Gen.Char['\n', '~'], 0, 40], Gen.String[Gen.Char[' ', '~'], 0, 20])
            .Where(answer => answer.Item1 is SolverStatus.Sat or SolverStatus.Unsat or SolverStatus.Unknown or SolverStatus.Rlimit);

        answers.Sample(
            parts =>
            {
                var answer = new SolverAnswer(parts.Item1, parts.Item2, parts.Item3);
                var key = VerdictCache.Key("z3 1", Query);
                Cache.Keep(key, answer);
                return Cache.Find(key) == answer;
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void What_a_compiler_kept_of_a_method_is_found_whole_or_not_at_all()
    {
        var key = new string('a', 64);
        Cache.KeepVerdict(key, "3:one\n");
        Assert.Equal("3:one\n", Cache.FindVerdict(key));

        var file = Directory.EnumerateFiles(folder.Root, key, SearchOption.AllDirectories).Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("one", "two", StringComparison.Ordinal));

        Assert.Null(Cache.FindVerdict(key));
        // Nor is it an answer to a question, even undamaged.
        Cache.KeepVerdict(key, "3:one\n");
        Assert.Null(Cache.Find(key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    public void A_key_that_is_none_names_no_file(string key)
    {
        Cache.KeepVerdict(key, "x");

        Assert.Null(Cache.FindVerdict(key));
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(SolverStatus.Timeout)]
    [InlineData(SolverStatus.Error)]
    [InlineData(SolverStatus.Unavailable)]
    public void What_need_not_repeat_is_never_kept(SolverStatus status)
    {
        var solver = new ScriptedSolver(new SolverAnswer(status, "", "why"));
        var cached = new CachedSolver(solver, Cache);

        cached.Check(Query, CancellationToken.None);
        cached.Check(Query, CancellationToken.None);

        Assert.Equal(2, solver.Questions);
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_question_asked_twice_reaches_the_solver_once()
    {
        var solver = new ScriptedSolver(new SolverAnswer(SolverStatus.Unsat, ""));

        new CachedSolver(solver, Cache).Check(Query, CancellationToken.None);
        var again = new CachedSolver(solver, Cache).Check(Query, CancellationToken.None);

        Assert.Equal(SolverStatus.Unsat, again.Status);
        Assert.Equal(1, solver.Questions);
    }

    [Fact]
    public void Version_budget_and_script_are_all_in_the_key()
    {
        string[] keys =
        [
            VerdictCache.Key("z3 1", Query),
            VerdictCache.Key("z3 2", Query),
            VerdictCache.Key("z3 1", Query with { Rlimit = 101 }),
            VerdictCache.Key("z3 1", Query with { SmtText = "(check-sat) " }),
        ];

        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public void An_entry_with_any_one_byte_changed_or_cut_off_is_a_miss()
    {
        var key = VerdictCache.Key("z3 1", Query);
        Cache.Keep(key, new SolverAnswer(SolverStatus.Sat, "((a 1))"));
        var file = Assert.Single(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
        var whole = File.ReadAllBytes(file);

        for (var position = 0; position < whole.Length; position++)
        {
            var changed = whole.ToArray();
            changed[position] ^= 1;
            File.WriteAllBytes(file, changed);
            Assert.Null(Cache.Find(key));
            File.WriteAllBytes(file, whole[..position]);
            Assert.Null(Cache.Find(key));
        }

        File.WriteAllBytes(file, whole);
        Assert.NotNull(Cache.Find(key));
    }

    [Fact]
    public void An_entry_moved_to_another_key_is_a_miss()
    {
        var key = VerdictCache.Key("z3 1", Query);
        var other = VerdictCache.Key("z3 1", Query with { Rlimit = 7 });
        Cache.Keep(key, new SolverAnswer(SolverStatus.Unsat, ""));
        Cache.Keep(other, new SolverAnswer(SolverStatus.Sat, ""));

        File.Copy(Path.Combine(folder.Root, key[..2], key), Path.Combine(folder.Root, other[..2], other), overwrite: true);

        Assert.Null(Cache.Find(other));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_cache_that_holds_nothing()
    {
        var file = Path.Combine(folder.Root, "file");
        File.WriteAllText(file, "");
        var solver = new ScriptedSolver(new SolverAnswer(SolverStatus.Unsat, ""));
        var cached = new CachedSolver(solver, new VerdictCache(Path.Combine(file, "below")));

        Assert.Equal(SolverStatus.Unsat, cached.Check(Query, CancellationToken.None).Status);
        Assert.Equal(SolverStatus.Unsat, cached.Check(Query, CancellationToken.None).Status);
        Assert.Equal(2, solver.Questions);
    }

    [Fact]
    public void Writers_at_once_leave_a_whole_entry()
    {
        var key = VerdictCache.Key("z3 1", Query);
        var answer = new SolverAnswer(SolverStatus.Sat, new string('x', 100_000));

        Parallel.For(0, 32, _ =>
        {
            Cache.Keep(key, answer);
            Assert.Equal(answer, Cache.Find(key));
        });

        Assert.Single(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Trimming_removes_the_old_first_and_then_what_is_too_much()
    {
        var now = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
        var keys = Enumerable.Range(0, 3).Select(n => VerdictCache.Key("z3 1", Query with { Rlimit = (uint)n })).ToList();
        foreach (var (key, days) in keys.Zip([1, 2, 30]))
        {
            Cache.Keep(key, new SolverAnswer(SolverStatus.Unsat, ""));
            File.SetLastWriteTimeUtc(Path.Combine(folder.Root, key[..2], key), now.UtcDateTime.AddDays(-days));
        }

        Cache.Trim(now.AddDays(-20), long.MaxValue);
        Assert.Equal([true, true, false], keys.Select(key => Cache.Find(key) is not null));

        Cache.Trim(now.AddDays(-20), new FileInfo(Path.Combine(folder.Root, keys[0][..2], keys[0])).Length);
        Assert.Equal([true, false, false], keys.Select(key => Cache.Find(key) is not null));
    }
}

/// <summary>A solver that always says the same.</summary>
internal sealed class ScriptedSolver(SolverAnswer answer) : ISolver
{
    private int questions;

    public string Version => "z3 scripted";

    internal int Questions => questions;

    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        Interlocked.Increment(ref questions);
        return answer;
    }
}
