using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spine;

// Usage: dotnet run --project runner [-- --write]
// Executes every witness and tries every right method on random input; compares with expected.json, or writes it.
var folder = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(folder, "Spine.csproj")))
{
    folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("run it inside the corpus' folder");
}

var failed = 0;
var expected = new JsonArray();
foreach (var @case in Corpus.All())
{
    var line = @case.Text is null ? 0 : LineOf(@case);
    var problem = @case.Kind is null ? TryRandomly(@case) : TryWitness(@case, line);
    if (problem is not null)
    {
        failed++;
        Console.WriteLine($"{@case.Class}.{@case.Method}: {problem}");
    }

    expected.Add(Entry(@case, line));
}

var text = expected.ToJsonString(new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
var path = Path.Combine(folder, "expected.json");
if (args.Contains("--write"))
{
    File.WriteAllText(path, text);
}
else if (!File.Exists(path) || File.ReadAllText(path) != text)
{
    failed++;
    Console.WriteLine("expected.json is not what the cases say: run with --write and look at the difference");
}

Console.WriteLine($"{expected.Count - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

static string? TryRandomly(Case @case)
{
    var random = new Random(20_251_124);
    for (var round = 0; round < 5_000; round++)
    {
        try
        {
            @case.Run(random);
        }
        catch (Exception exception)
        {
            var failure = Failure.From(exception);
            return $"round {round}: {failure.Kind} at line {failure.Line}";
        }
    }

    return null;
}

static string? TryWitness(Case @case, int line)
{
    try
    {
        @case.Run(new Random(1));
        return "the witness violates nothing";
    }
    catch (Exception exception)
    {
        var failure = Failure.From(exception);
        var located = failure.Line == line || failure.Kind == "post";
        return failure.Shows(@case.Kind!) && located
            ? null
            : $"expected {@case.Kind} at line {line}, saw {failure.Kind} at line {failure.Line}";
    }
}

int LineOf(Case @case)
{
    var lines = File.ReadAllLines(Path.Combine(folder, @case.File));
    var start = @case.Kind == "objinv" ? 0 : Array.FindIndex(lines, l => l.Contains($" {@case.Method}(") && l.Contains("public "));
    return Array.FindIndex(lines, start, l => l.Trim() == @case.Text) + 1;
}

static JsonObject Entry(Case @case, int line)
{
    var entry = new JsonObject
    {
        ["file"] = @case.File,
        ["cls"] = @case.Class,
        ["method"] = @case.Method,
        ["verdict"] = @case.Kind is null ? "proved" : "refuted",
        ["tags"] = new JsonArray([.. @case.Tags.Select(t => JsonValue.Create(t))]),
    };
    if (@case.Kind is not null)
    {
        entry["obligation"] = new JsonObject { ["kind"] = @case.Kind, ["line"] = line, ["text"] = @case.Text };
        entry["witness"] = @case.Witness;
    }

    return entry;
}
