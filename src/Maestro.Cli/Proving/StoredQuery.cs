using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Maestro.Evidence;
using Maestro.Evidence.Storage;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Proving;

/// <summary>
/// One question to a solver with the answer that a verdict rests on, as a file that any SMT-LIB solver reads: comments that say who answered what
/// with which budget, then the script. The file is named by the script's digest, which evidence holds as <c>smtSha256</c>.
/// </summary>
/// <param name="Solver">Name and full version of who answered.</param>
/// <param name="Rlimit">The budget of each check.</param>
/// <param name="Answers">What came of each check, in order.</param>
/// <param name="Script">SMT-LIB 2.</param>
internal sealed record StoredQuery(string Solver, uint Rlimit, IReadOnlyList<SolverStatus> Answers, string Script)
{
    /// <summary>The end of a query's file name.</summary>
    public const string Extension = ".smt2";

    private const string Header = "; maestro-query 1";
    private const string SolverLine = "; solver ";
    private const string RlimitLine = "; rlimit ";
    private const string AnswerLine = "; answer ";

    /// <summary>Hex SHA-256 of the script.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    /// <summary>The file's name.</summary>
    public string FileName => Digest + Extension;

    /// <summary>True where a verdict can rest on it: every check was decided.</summary>
    public static bool IsDecided(SolverAnswer answer, int checks) => checks == 1
        ? answer.Status is SolverStatus.Unsat or SolverStatus.Sat
        : answer.Each(checks).Any(s => s is SolverStatus.Unsat or SolverStatus.Sat);

    /// <summary>How many checks a script has.</summary>
    public static int ChecksIn(string script) => script.Split('\n').Count(line => line.StartsWith("(check-sat", StringComparison.Ordinal));

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Join(
        '\n',
        Header,
        SolverLine + Solver,
        RlimitLine + Rlimit.ToString(CultureInfo.InvariantCulture),
        AnswerLine + Words(Answers),
        Script));

    /// <summary>Reads a file; one whose script is not the one that its name says is a problem.</summary>
    public static Result<StoredQuery> Read(string path) => Files.Read(path).Then(bytes => Parse(path, Encoding.UTF8.GetString(bytes)));

    /// <summary>The answers as solvers print them.</summary>
    public static string Words(IEnumerable<SolverStatus> answers) => string.Join(' ', answers.Select(WordOf));

    private static Result<StoredQuery> Parse(string path, string text)
    {
        var lines = text.Split('\n', 5);
        if (lines.Length < 5 || lines[0] != Header || !lines[1].StartsWith(SolverLine, StringComparison.Ordinal) || !lines[2].StartsWith(RlimitLine, StringComparison.Ordinal)
            || !lines[3].StartsWith(AnswerLine, StringComparison.Ordinal)
            || !uint.TryParse(lines[2][RlimitLine.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var rlimit))
        {
            return CliProblems.NoQuery.At(path, "its first lines do not name solver, rlimit and answer");
        }

        var answers = lines[3][AnswerLine.Length..].Split(' ').Select(StatusOf).ToList();
        if (answers.Contains(null) || answers.Count != ChecksIn(lines[4]))
        {
            return CliProblems.NoQuery.At(path, "its answers are not one a check");
        }

        var query = new StoredQuery(lines[1][SolverLine.Length..], rlimit, answers.Select(a => a!.Value).ToList(), lines[4]);
        return query.FileName == Path.GetFileName(path) ? query : CliProblems.NoQuery.At(path, "its script is not the one that its name is the digest of");
    }

    private static string WordOf(SolverStatus status) => status switch
    {
        SolverStatus.Unsat => "unsat",
        SolverStatus.Sat => "sat",
        _ => "unknown",
    };

    private static SolverStatus? StatusOf(string word) => word switch
    {
        "unsat" => SolverStatus.Unsat,
        "sat" => SolverStatus.Sat,
        "unknown" => SolverStatus.Unknown,
        _ => null,
    };
}
