using System.Globalization;

namespace Maestro.EndToEnd.Corpora;

/// <summary>Verdicts on methods that somebody else judged before.</summary>
public sealed class CorpusTests(CorpusFixture corpora, ITestOutputHelper output)
{
    [Fact]
    public async Task Every_public_example_gets_its_verdict_at_its_line()
    {
        var corpus = await corpora.ContractsAsync();

        var differences = corpus.Expected.Select(e => e.Difference(corpus.Of(e))).Where(d => d is not null);

        Assert.Empty(differences);
        Assert.True(corpus.Prove.ExitCode == 1, corpus.Prove.ToString());
    }

    [Fact]
    public async Task What_is_expected_of_the_twins_is_what_they_do_when_they_run()
    {
        var run = await corpora.RunSpineAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("64 passed, 0 failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_verdict_on_the_twins_is_wrong_and_most_are_decided()
    {
        var corpus = await corpora.SpineAsync();
        Assert.NotEmpty(corpus.Expected);

        var judged = corpus.Expected.Select(e => (Expected: e, Found: corpus.Of(e).GetProperty("verdict").GetString()!, Difference: e.Difference(corpus.Of(e)))).ToList();

        var undecided = judged.Where(j => j.Found is "unknown" or "bounded").ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{judged.Count - undecided.Count} of {judged.Count} methods decided"));
        foreach (var (_, _, difference) in undecided)
        {
            output.WriteLine(difference!);
        }

        Assert.Empty(judged.Except(undecided).Where(j => j.Difference is not null).Select(j => j.Difference));
        Assert.InRange(undecided.Count, 0, judged.Count / 4);
    }

    [Fact]
    public async Task What_is_not_listed_in_a_corpus_holds_and_is_never_refuted()
    {
        foreach (var corpus in new[] { await corpora.ContractsAsync(), await corpora.SpineAsync() })
        {
            var listed = corpus.Expected.Select(e => corpus.Of(e).GetProperty("symbol").GetString()).ToHashSet();

            var refuted = corpus.Methods.Where(m => !listed.Contains(m.GetProperty("symbol").GetString()) && m.GetProperty("verdict").GetString() == "refuted");

            Assert.Empty(refuted);
        }
    }
}
