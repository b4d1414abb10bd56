using Maestro.Evidence;

namespace Maestro.Cli;

/// <summary>Everything that a user of the tool can get wrong or miss, each with its way out. Evidence and case problems are in their own rooms.</summary>
internal static class CliProblems
{
    public static readonly ProblemKind NoSuchPath = new("MAE0010", "There is no such file or folder.", "Name a solution, a project, or a folder that holds one.", ExitCode.NotFound);

    public static readonly ProblemKind NoSolutionFile = new("MAE0011", "This is neither a solution (.slnx, .sln) nor a C# project (.csproj).", "Name one of these, or the folder that holds it.", ExitCode.BadInput);

    public static readonly ProblemKind NoSolution = new("MAE0012", "This folder holds no solution and no C# project.", "Name one, as in `maestro check path/to/Some.sln`.", ExitCode.NotFound);

    public static readonly ProblemKind TwoSolutions = new("MAE0013", "This folder holds {0}.", "Name the one you mean.", ExitCode.BadInput);

    public static readonly ProblemKind DoesNotCompile = new("MAE0014", "The build failed: {0}", "Run `dotnet build` here and mend it first; earlier results are kept.", ExitCode.BadInput);

    public static readonly ProblemKind NothingCaptured = new("MAE0015", "The build ran no C# compiler.", "Check that the solution has C# projects in the SDK style and that they are enabled in this configuration.", ExitCode.BadInput);

    public static readonly ProblemKind MissingInput = new("MAE0016", "A file that the compiler was given is not there.", "Build again; a generated file may have been removed meanwhile.", ExitCode.BadInput);

    public static readonly ProblemKind NoCompilerLog = new("MAE0017", "The compiler left no log of its findings.", "Check that nothing in the project sets ErrorLog to a format other than SARIF 2.1.", ExitCode.BadInput);

    public static readonly ProblemKind NoGit = new("MAE0020", "git was not found.", "Install it: `apt-get install git`.", ExitCode.Environment);

    public static readonly ProblemKind NoRepository = new("MAE0021", "This folder is in no git repository, so there is nothing to compare with and nothing to bind a case to.", "Run `git init`, commit, and check again; `maestro prove` needs no repository.", ExitCode.BadInput);

    public static readonly ProblemKind GitOwner = new("MAE0022", "git does not trust the owner of this folder.", "Run `git config --global --add safe.directory {0}`.", ExitCode.Environment);

    public static readonly ProblemKind UnknownBase = new("MAE0023", "'{0}' names no commit here.", "Check the spelling, or run `git fetch` first.", ExitCode.NotFound);

    public static readonly ProblemKind ShallowClone = new("MAE0024", "'{0}' is not in this shallow clone.", "Run `git fetch --unshallow` (in CI, fetch the whole history).", ExitCode.NotFound);

    public static readonly ProblemKind NoEarlierCommit = new("MAE0025", "There is no earlier commit to compare with.", "Name one with --base REF.", ExitCode.NotFound);

    public static readonly ProblemKind NoCommit = new("MAE0027", "This repository has no commit yet.", "Commit first: a case binds to a tree.", ExitCode.BadInput);

    public static readonly ProblemKind WorkerFailed = new("MAE0034", "The clean worker that proves again ended with exit code {0}: {1}", "Run it again; if it repeats, report it with this line.", ExitCode.Environment);

    public static readonly ProblemKind GitFailed = new("MAE0026", "git failed: {0}", "Run `git status` and `git fsck` here.", ExitCode.Environment);

    public static readonly ProblemKind NoDotnet = new("MAE0030", "dotnet was not found or could not start: {0}", "Install the .NET SDK and see `maestro doctor`.", ExitCode.Environment);

    public static readonly ProblemKind NoSolver = new("MAE0031", "There is no usable solver: {0}", "Install it: `apt-get install libz3-4`; see `maestro doctor`.", ExitCode.Environment);

    public static readonly ProblemKind CannotWrite = new("MAE0032", "The output folder cannot be written: {0}", "Choose another with --out DIR, or free space; earlier results are kept.", ExitCode.Environment);

    public static readonly ProblemKind Cancelled = new("MAE0033", "Cancelled.", "Nothing was changed; run it again.", ExitCode.Environment);

    public static readonly ProblemKind CannotConfine = new("MAE0035", "Code under review is not run here: {0}.", "Leave out --test, or allow unprivileged user namespaces (util-linux has `unshare` and `prlimit`).", ExitCode.Environment);

    public static readonly ProblemKind NoPackage = new("MAE0070", "Version {1} of the package {0} is neither restored nor in the source.", "Restore a project that uses it, or name a folder with its .nupkg: --source DIR.", ExitCode.NotFound);

    public static readonly ProblemKind PackageNotUsed = new("MAE0071", "No project here compiles with an assembly of the package {0}.", "Check the name, and that the solution references it and is restored to the global packages folder.", ExitCode.NotFound);

    public static readonly ProblemKind BadPackage = new("MAE0072", "This package cannot be unpacked: {0}.", "Get it again from its source.", ExitCode.BadInput);

    public static readonly ProblemKind NoQuery = new("MAE0050", "This is no stored query, or it was changed: {0}.", "Write them again with `maestro prove --queries DIR`.", ExitCode.DoesNotHold);

    public static readonly ProblemKind NoQueries = new("MAE0051", "This folder holds no stored query.", "Write them with `maestro prove PROJECT --queries DIR`.", ExitCode.NotFound);

    public static readonly ProblemKind OtherSolver = new("MAE0052", "The query was answered by {0}; here is {1}.", "Ask with the recorded solver (MAESTRO_Z3 names a libz3), or prove again with this one.", ExitCode.Environment);

    public static readonly ProblemKind Disagreement = new("MAE0053", "Stored as {0}, but {1} says {2}.", "Do not rely on the verdicts that rest on this query; report it with the file.", ExitCode.DoesNotHold);

    public static readonly ProblemKind NoRlimits = new("MAE0054", "This is no table of what obligations took: {0}", "Write it with `maestro prove PROJECT --rlimits FILE`.", ExitCode.BadInput);

    public static readonly ProblemKind BadUsage = new("MAE0040", "{0}", "See `maestro --help`.", ExitCode.BadInput);
}
