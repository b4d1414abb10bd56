using System.Text;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.Evidence.Storage;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Exchange;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Packaging;

/// <summary>Makes the page for people from a case; the bytes are those that were signed.</summary>
/// <param name="document">The case.</param>
/// <param name="caseJson">The bytes of <c>case.json</c>.</param>
/// <param name="manifest">The bytes of <c>manifest.dsse.json</c>.</param>
/// <param name="evidence">The bytes of each file of evidence by its path in the folder. The manifest lists an envelope (<c>.dsse.json</c>) by
/// the digest of its payload, a plain statement by that of its bytes.</param>
public delegate byte[] ViewerWriter(
    SafetyCaseDocument document,
    ReadOnlyMemory<byte> caseJson,
    ReadOnlyMemory<byte> manifest,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> evidence);

/// <summary>Writes a case as a folder, as a whole or not at all.</summary>
public static class CaseFolder
{
    /// <summary>Signs and writes a case. An earlier case in the folder is replaced only once the new one is complete.</summary>
    /// <param name="document">The case.</param>
    /// <param name="evidence">Envelopes of all evidence; one without signature is kept as a plain statement.</param>
    /// <param name="signer">Signs the manifest.</param>
    /// <param name="folder">Where to; must not exist, be empty, or hold a case and nothing else.</param>
    /// <param name="viewer">Makes the page; null for a folder without one.</param>
    /// <returns>The folder's full path.</returns>
    public static Result<string> Write(
        SafetyCaseDocument document,
        IReadOnlyList<DsseEnvelope> evidence,
        ISigner signer,
        string folder,
        ViewerWriter? viewer = null)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var caseJson = SafetyCaseJson.Write(document);
        var files = new SortedDictionary<string, (byte[] Bytes, Digest Listed)>(StringComparer.Ordinal)
        {
            [CaseLayout.Case] = Plain(caseJson),
            [CaseLayout.Argument] = Plain(Encoding.UTF8.GetBytes(Gsn2xYaml.Write(CaseArgument.ToGsn(document.Nodes)))),
            [CaseLayout.PublicKey] = Plain(Encoding.ASCII.GetBytes(signer.PublicKey.ToPem())),
        };
        foreach (var envelope in evidence)
        {
            var digest = Digest.Of(envelope.Payload.Span);
            var signed = envelope.Signatures.Count > 0;
            files[CaseLayout.Evidence(digest, signed)] = (signed ? envelope.ToBytes() : envelope.Payload.ToArray(), digest);
        }

        var shown = files.Where(f => CaseLayout.TryParseEvidence(f.Key, out _, out _))
            .ToDictionary(f => f.Key, f => (ReadOnlyMemory<byte>)f.Value.Bytes, StringComparer.Ordinal);
        if (viewer is not null)
        {
            var page = viewer(document, caseJson, default, shown);
            files[CaseLayout.Viewer] = (page, CasePage.Read(page)?.Listed ?? throw new ArgumentException("The page has no blocks for the case and its manifest.", nameof(viewer)));
        }

        return Sign(document, files, signer).Then(manifest =>
        {
            files[CaseLayout.Manifest] = Plain(manifest);
            if (viewer is not null)
            {
                files[CaseLayout.Viewer] = Plain(viewer(document, caseJson, manifest, shown));
            }

            return Replace(target, files.Select(f => KeyValuePair.Create(f.Key, f.Value.Bytes)));
        });
    }

    private static (byte[] Bytes, Digest Listed) Plain(byte[] bytes) => (bytes, Digest.Of(bytes));

    private static Result<byte[]> Sign(SafetyCaseDocument document, SortedDictionary<string, (byte[] Bytes, Digest Listed)> files, ISigner signer)
    {
        if (ToRevision(document.Change.Head) is not { } head)
        {
            return SafetyCaseProblems.Malformed.At("head", $"'{document.Change.Head.Tree}' is no git tree");
        }

        var manifest = new SafetyCaseManifest(
            document.Verdict,
            document.Change.Base is { } from ? ToRevision(from) : null,
            head,
            document.SelfReported,
            document.Uncommitted,
            StatusLattice.All.ToDictionary(s => StatusLattice.Words[s], s => document.Counts[s]),
            files.ToDictionary(f => f.Key, f => f.Value.Listed));
        return DsseEnvelope.Around(Statement.Of(manifest, Subject.Change(head.Tree, head.Commit))).Sign(signer).Map(e => e.ToBytes());
    }

    /// <summary>The revision as manifests hold it; null when the tree is no git object id.</summary>
    internal static Revision? ToRevision(CaseRevision revision) => GitObjectId.TryParse(revision.Tree, out var tree)
        ? new(tree, GitObjectId.TryParse(revision.Commit, out var commit) ? commit : null, revision.Ref.Length == 0 ? null : revision.Ref)
        : null;

    private static Result<string> Replace(string target, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        if (Foreign(target) is { } foreign)
        {
            return EvidenceProblems.NotWritable.At(target, $"'{foreign}' in it is not part of a case");
        }

        var unique = Path.GetRandomFileName();
        var parent = Path.GetDirectoryName(target) ?? target;
        var fresh = Path.Combine(parent, $".{Path.GetFileName(target)}.{unique}.new");
        var earlier = Path.Combine(parent, $".{Path.GetFileName(target)}.{unique}.old");
        try
        {
            Directory.CreateDirectory(Path.Combine(fresh, CaseLayout.EvidenceFolder));
            foreach (var (name, bytes) in files)
            {
                File.WriteAllBytes(Path.Combine(fresh, name), bytes);
            }

            Swap(target, fresh, earlier);
            return target;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Files.WriteProblem(target, failure);
        }
        finally
        {
            TryDelete(fresh);
            TryDelete(earlier);
        }
    }

    private static void Swap(string target, string fresh, string earlier)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(fresh, target);
            return;
        }

        Directory.Move(target, earlier);
        try
        {
            Directory.Move(fresh, target);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Directory.Move(earlier, target);
            throw;
        }
    }

    // Replacing a folder deletes what is in it, so nothing but an earlier case may be there.
    private static string? Foreign(string target)
    {
        if (File.Exists(target))
        {
            return Path.GetFileName(target);
        }

        return Directory.Exists(target)
            ? Directory.EnumerateFileSystemEntries(target).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal).FirstOrDefault(n => n is not (
                CaseLayout.Manifest or CaseLayout.Case or CaseLayout.Argument or CaseLayout.PublicKey or CaseLayout.Viewer or CaseLayout.EvidenceFolder))
            : null;
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A leftover beside the case does no harm; the case itself is in place.
        }
    }
}
