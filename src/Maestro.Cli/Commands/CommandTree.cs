using System.CommandLine;
using System.CommandLine.Parsing;
using Maestro.Evidence;
using Maestro.Verification;

namespace Maestro.Cli.Commands;

/// <summary>Verbs, arguments and options. What they do is elsewhere.</summary>
internal static class CommandTree
{
    public static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Proves, signs and explains every change of a C# code base. Start with `maestro doctor`, then `maestro check`.")
        {
            Check(terminal),
            Verify(terminal),
            View(terminal),
            Prove(terminal),
            Diff(terminal),
            Doctor(terminal),
        };
        foreach (var hidden in InternalCommands.All(terminal))
        {
            hidden.Hidden = true;
            root.Add(hidden);
        }

        return root;
    }

    /// <summary>The first word that looks like an option and was taken for an argument; null where there is none.</summary>
    public static string? UnknownOption(this ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(a => a.Tokens).Select(t => t.Value).FirstOrDefault(v => v.StartsWith('-') && v.Length > 1);

    private static Command Check(Terminal terminal)
    {
        var solution = new Argument<string?>("SOLUTION") { Arity = ArgumentArity.ZeroOrOne, Description = "Solution, project, or a folder with one; default: this folder." };
        var from = new Option<string?>("--base") { HelpName = "REF", Description = "What to compare with; default: the merge-base with the remote's default branch, else the previous commit." };
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Where the case goes; default: maestro-out beside the solution." };
        var key = new Option<string?>("--signing-key") { HelpName = "PEM", Description = "ECDSA P-256 key to sign with; default: the development key of this user, made on first use." };
        var configuration = Configuration("Release");
        var rlimit = Rlimit();
        var json = Json("Print case.json instead of the summary.");
        var command = new Command("check", "Builds, proves, tests, and assembles the signed safety case of a change.\nExamples:\n  maestro check\n  maestro check Shop.sln --base main --out artifacts/case")
        {
            solution, from, output, key, configuration, rlimit, json,
        };
        command.SetAction((parsed, cancellation) => Guarded(terminal, () => new CheckCommand(terminal).RunAsync(
            new CheckOptions(
                parsed.GetValue(solution),
                parsed.GetValue(from),
                parsed.GetValue(output),
                parsed.GetValue(key),
                parsed.GetValue(configuration)!,
                parsed.GetValue(rlimit),
                parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static Command Prove(Terminal terminal)
    {
        var project = new Argument<string?>("PROJECT") { Arity = ArgumentArity.ZeroOrOne, Description = "Project, solution, or a folder with one; default: this folder." };
        var scope = new Option<VerifyScope>("--scope") { Description = "All: every method with a body. Contracts: those that a contract speaks of.", DefaultValueFactory = _ => VerifyScope.All };
        var configuration = Configuration("Release");
        var rlimit = Rlimit();
        var queries = new Option<string?>("--queries") { HelpName = "DIR", Description = "Also writes each query that the solver decided, with its answer." };
        var rlimits = new Option<string?>("--rlimits") { HelpName = "FILE", Description = "Also writes what each obligation took, in the solver's units, as CSV." };
        var since = new Option<string?>("--rlimits-since") { HelpName = "FILE", Description = "Also shows the obligations that take over twice, or under half, of what that table says." };
        var replay = new Option<string?>("--replay") { HelpName = "DIR", Description = "Proves nothing: asks the queries in DIR again, of the recorded solver and of cvc5." };
        var preconditions = new Option<bool>("--preconditions") { Description = "Also looks for simple preconditions with which what is not proved would be." };
        var invariants = new Option<bool>("--invariants") { Description = "Also shows the loop invariants that a proof rests on and that nobody wrote." };
        var strength = new Option<bool>("--strength") { Description = "Also changes the body of each proved method in small ways, and tells what its contract lets pass." };
        var test = new Option<bool>("--test") { Description = "Also runs what is left undecided, with the real runtime, in a process without network that can write nothing (Linux)." };
        var json = Json("Print one array, a method each; with --replay one object.");
        var command = new Command("prove", "Checks contracts and implicit obligations; needs no repository.\nExit code 0: all proved, 1: something refuted, 5: the rest.\nExamples:\n  maestro prove src/Shop --json\n  maestro prove Shop.sln --scope Contracts --queries queries\n  maestro prove --replay queries")
        {
            project, scope, configuration, rlimit, queries, rlimits, since, replay, strength, test, invariants, preconditions, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(replay) is not null && (result.GetResult(project)?.Tokens.Count > 0 || result.GetResult(queries) is not null))
            {
                result.AddError("--replay asks stored queries again: it takes no PROJECT and no --queries.");
            }
        });
        command.SetAction((parsed, cancellation) => Guarded(terminal, () => parsed.GetValue(replay) is { } stored
            ? new ReplayCommand(terminal).RunAsync(stored, parsed.GetValue(json), cancellation)
            : new ProveCommand(terminal).RunAsync(
                new ProveRequest(parsed.GetValue(project), parsed.GetValue(configuration)!, parsed.GetValue(scope), parsed.GetValue(rlimit))
                {
                    Queries = parsed.GetValue(queries),
                    Rlimits = parsed.GetValue(rlimits),
                    RlimitsSince = parsed.GetValue(since),
                    Strength = parsed.GetValue(strength),
                    Test = parsed.GetValue(test),
                    Invariants = parsed.GetValue(invariants),
                    Preconditions = parsed.GetValue(preconditions),
                    Json = parsed.GetValue(json),
                },
                cancellation)));
        return command;
    }

    private static Command Diff(Terminal terminal)
    {
        var projects = new Argument<string[]>("PROJECT") { Arity = new ArgumentArity(0, 2), Description = "Solution or project to compare with its base, or an old and a new project; default: this folder. With --package: whose calls count." };
        var package = new Option<string[]>("--package") { HelpName = "NAME OLD NEW", Arity = new ArgumentArity(3, 3), AllowMultipleArgumentsPerToken = true, Description = "Compares two versions of a NuGet package, for the methods that the solution calls, from their IL." };
        var source = new Option<string?>("--source") { HelpName = "DIR", Description = "With --package: a folder with .nupkg files, for versions that are not restored." };
        var from = new Option<string?>("--base") { HelpName = "REF", Description = "What to compare with; default: the merge-base with the remote's default branch, else the previous commit." };
        var configuration = Configuration("Release");
        var rlimit = Rlimit();
        var json = Json("Print one array, a method each.");
        var command = new Command("diff", "Compares methods of two versions by what they do: the same for every input, different on an input that was run on both, or unknown.\nExit code 0: all the same, 1: something differs or a contract breaks, 5: the rest.\nExamples:\n  maestro diff --base main\n  maestro diff old/Shop.csproj new/Shop.csproj --json\n  maestro diff --package Newtonsoft.Json 13.0.1 13.0.3")
        {
            projects, from, package, source, configuration, rlimit, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(projects)?.Tokens.Count == 2 && result.GetResult(from) is not null)
            {
                result.AddError("Two projects are compared with each other: leave out --base.");
            }

            if (result.GetResult(package) is not null && (result.GetResult(projects)?.Tokens.Count == 2 || result.GetResult(from) is not null))
            {
                result.AddError("--package compares two versions of a package for one solution: leave out --base and a second project.");
            }
        });
        command.SetAction((parsed, cancellation) => Guarded(terminal, () => parsed.GetValue(package) is [var name, var old, var now]
            ? new PackageDiffCommand(terminal).RunAsync(
                new PackageDiffOptions(
                    name, old, now, parsed.GetValue(projects)?.FirstOrDefault(), parsed.GetValue(source), parsed.GetValue(configuration)!, parsed.GetValue(rlimit), parsed.GetValue(json)), cancellation)
            : new DiffCommand(terminal).RunAsync(
            new DiffOptions(parsed.GetValue(projects) ?? [], parsed.GetValue(from), parsed.GetValue(configuration)!, parsed.GetValue(rlimit), parsed.GetValue(json)), cancellation)));
        return command;
    }

    private static Command Verify(Terminal terminal)
    {
        var target = new Argument<string>("CASE") { Description = "Case folder, or a file in it." };
        var key = new Option<string[]>("--key") { HelpName = "PUB", Description = "Public key (SPKI PEM) to trust; may be given more than once.", Required = true, AllowMultipleArgumentsPerToken = false };
        var json = Json("Print the result as JSON.");
        var command = new Command("verify", "Checks a case offline: signature, digests, argument and verdict.\nExit code 0: it holds, 1: it does not or was tampered with, 5: it is open.\nExample:\n  maestro verify maestro-out --key maestro.pub") { target, key, json };
        command.SetAction((parsed, cancellation) => Guarded(terminal, () => Task.FromResult(
            new VerifyCommand(terminal, TimeProvider.System).Run(parsed.GetValue(target)!, parsed.GetValue(key)!, parsed.GetValue(json)))));
        return command;
    }

    private static Command View(Terminal terminal)
    {
        var target = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "Case folder; default: maestro-out." };
        var noOpen = new Option<bool>("--no-open") { Description = "Only write the page." };
        var command = new Command("view", "Writes SafetyCaseViewer.html into a case folder and opens it where a browser is.\nExample:\n  maestro view maestro-out") { target, noOpen };
        command.SetAction((parsed, cancellation) => Guarded(terminal, () => new ViewCommand(terminal).RunAsync(parsed.GetValue(target) ?? "maestro-out", !parsed.GetValue(noOpen), cancellation)));
        return command;
    }

    private static Command Doctor(Terminal terminal)
    {
        var json = Json("Print the findings as JSON.");
        var command = new Command("doctor", "Says what is missing on this machine and what to type.\nExample:\n  maestro doctor") { json };
        command.SetAction((parsed, cancellation) => Guarded(terminal, () => Maestro.Cli.Doctor.DoctorCommand.RunAsync(terminal.Output, parsed.GetValue(json), cancellation)));
        return command;
    }

    private static Option<string> Configuration(string value) =>
        new("--configuration", "-c") { Description = "Build configuration: what ships is what is verified.", DefaultValueFactory = _ => value };

    private static Option<uint> Rlimit() =>
        new("--rlimit") { Description = "Budget of one solver query, in the solver's deterministic units.", DefaultValueFactory = _ => new VerifierOptions().Rlimit };

    private static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>What we got wrong is told as such, with the way to report it, and never as a verdict.</summary>
    internal static async Task<int> Guarded(Terminal terminal, Func<Task<ExitCode>> run)
    {
        try
        {
            return (int)await run().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            terminal.Problem(CliProblems.Cancelled.At(""));
            return (int)ExitCode.Environment;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Problem(CliProblems.CannotWrite.At("", e.Message));
            return (int)ExitCode.Environment;
        }
    }
}
