using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Packaging;

/// <summary>Verifies a case folder offline: signatures, files, the argument, and every status and figure from the evidence again.</summary>
public static class CaseVerifier
{
    /// <summary>Verifies a case.</summary>
    /// <param name="path">The case folder, its <c>case.json</c> or its <c>manifest.dsse.json</c>.</param>
    /// <param name="trusted">Keys that the reader trusts. The key in the folder is never trusted by itself.</param>
    /// <param name="today">The day on which acceptances are judged.</param>
    public static CaseVerification Verify(string path, IReadOnlyCollection<VerificationKey> trusted, DateOnly today)
    {
        if (trusted.Count == 0)
        {
            return Unreliable(SafetyCaseProblems.NoTrustedKey.At(path));
        }

        var opened = CaseFiles.Open(path);
        if (!opened.Succeeded)
        {
            return Unreliable(opened.Problem!);
        }

        var files = opened.Value;
        var manifest = ReadManifest(files, trusted);
        return manifest.Succeeded
            ? new Run(files, trusted, manifest.Value, today).Verify()
            : Unreliable([.. files.Problems, manifest.Problem!]);
    }

    private static CaseVerification Unreliable(params IReadOnlyList<Problem> problems) => new(problems, [], null, [], null);

    private static Result<(SafetyCaseManifest Manifest, VerifiedStatement Statement)> ReadManifest(
        CaseFiles files, IReadOnlyCollection<VerificationKey> trusted) =>
        files.Read(CaseLayout.Manifest)
            .Then(bytes => EvidenceFile.Open(bytes, CaseLayout.Manifest, trusted))
            .Then(statement => statement.Statement.PredicateAs<SafetyCaseManifest>(CaseLayout.Manifest).Map(manifest => (manifest, statement)));

    /// <summary>One verification: collects every problem instead of stopping at the first.</summary>
    private sealed class Run(
        CaseFiles files,
        IReadOnlyCollection<VerificationKey> trusted,
        (SafetyCaseManifest Manifest, VerifiedStatement Statement) signed,
        DateOnly today)
    {
        private readonly List<Problem> _problems = [.. files.Problems];
        private readonly List<EvidenceItem> _evidence = [];

        internal CaseVerification Verify()
        {
            CheckNames();
            SafetyCaseDocument? document = null;
            foreach (var (name, listed) in signed.Manifest.Files)
            {
                if (CaseLayout.TryParseEvidence(name, out var payload, out var isSigned))
                {
                    CheckEvidence(name, listed, payload, isSigned);
                }
                else if (name == CaseLayout.Viewer)
                {
                    CheckPage(listed);
                }
                else if (Read(name, listed) is { } bytes && name == CaseLayout.Case)
                {
                    document = Keep(SafetyCaseJson.Read(bytes, name));
                }
            }

            return document is null
                ? new(_problems, [], null, signed.Statement.Signers, null)
                : CheckDocument(document);
        }

        private void CheckNames()
        {
            foreach (var name in signed.Manifest.Files.Keys)
            {
                if (name is not (CaseLayout.Case or CaseLayout.Argument or CaseLayout.PublicKey or CaseLayout.Viewer) && !CaseLayout.TryParseEvidence(name, out _, out _))
                {
                    _problems.Add(SafetyCaseProblems.UnsafePath.At(CaseLayout.Manifest, $"it lists '{name}'"));
                }
            }

            foreach (var name in files.Names.Where(n => n is not (CaseLayout.Manifest or CaseLayout.Viewer) && !signed.Manifest.Files.ContainsKey(n)))
            {
                _problems.Add(SafetyCaseProblems.FileExtra.At(name));
            }

            if (!signed.Manifest.Files.ContainsKey(CaseLayout.Case))
            {
                _problems.Add(SafetyCaseProblems.Malformed.At(CaseLayout.Manifest, "it does not list case.json"));
            }
        }

        private byte[]? Read(string name, Digest listed)
        {
            var bytes = Keep(files.Read(name));
            if (bytes is not null && Digest.Of(bytes) is var digest && digest != listed)
            {
                _problems.Add(SafetyCaseProblems.FileChanged.At(name, digest.Hex, listed.Hex));
                return null;
            }

            return bytes;
        }

        private void CheckPage(Digest listed)
        {
            if (Keep(files.Read(CaseLayout.Viewer)) is not { } bytes)
            {
                return;
            }

            var page = CasePage.Read(bytes);
            if (page is null || page.Listed != listed)
            {
                _problems.Add(SafetyCaseProblems.FileChanged.At(CaseLayout.Viewer, (page?.Listed ?? Digest.Of(bytes)).Hex, listed.Hex));
                return;
            }

            var isFolders = files.Read(CaseLayout.Manifest) is { Succeeded: true, Value: var manifest } && page.Holds(manifest)
                && page.Files.ContainsKey(CaseLayout.Case)
                && page.Files.All(f => files.Read(f.Key) is { Succeeded: true, Value: var there } && there.AsSpan().SequenceEqual(f.Value));
            if (!isFolders)
            {
                _problems.Add(SafetyCaseProblems.PageDiffers.At(CaseLayout.Viewer));
            }
        }

        private void CheckEvidence(string name, Digest listed, Digest payload, bool isSigned)
        {
            if (payload != listed)
            {
                _problems.Add(SafetyCaseProblems.ManifestDiffers.At(name, "its digest", payload.Hex, listed.Hex));
                return;
            }

            var statement = isSigned
                ? Keep(files.Read(name).Then(bytes => EvidenceFile.Open(bytes, name, trusted)).Then(s => s.PayloadSha256 == listed
                    ? Result.Of(s.Statement)
                    : SafetyCaseProblems.FileChanged.At(name, s.PayloadSha256.Hex, listed.Hex)))
                : Read(name, listed) is { } bytes ? Keep(Statement.Parse(bytes, name)) : null;
            if (statement is null)
            {
                return;
            }

            // Provenance is about what was built; that it was built from this tree is judged with its claim.
            if (statement.PredicateType != PredicateTypes.Provenance && !statement.Subjects.Any(s => s.Digests.GitTree == signed.Manifest.Head.Tree))
            {
                _problems.Add(SafetyCaseProblems.WrongSubject.At(name, signed.Manifest.Head.Tree.Hex));
            }
            else if (Keep(EvidenceReader.Read(statement, listed, name)) is { } item)
            {
                _evidence.Add(item);
            }
        }

        private CaseVerification CheckDocument(SafetyCaseDocument document)
        {
            var violations = GsnRules.Check(CaseArgument.ToGsn(document.Nodes));
            _problems.AddRange(violations);
            if (violations.Count > 0)
            {
                return new(_problems, [], document, signed.Statement.Signers, null);
            }

            var index = new EvidenceIndex(_evidence, document.Change);
            _problems.AddRange(DocumentChecks.Check(document, index, _evidence));
            _problems.AddRange(DocumentChecks.CheckManifest(document, signed.Manifest));
            var now = CaseArgument.Statuses(document.Nodes, index, today);
            return new(
                _problems,
                [.. document.Nodes.Where(n => CaseArgument.IsExpired(n, today)).Select(n => SafetyCaseProblems.Expired.At(n.Id, n.AcceptedBy ?? "nobody", n.AcceptedUntil!))],
                document,
                signed.Statement.Signers,
                now[document.Root]);
        }

        private T? Keep<T>(Result<T> result)
        {
            if (result.Problem is { } problem)
            {
                _problems.Add(problem);
                return default;
            }

            return result.Value;
        }
    }
}
