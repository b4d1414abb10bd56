using System.Security.Cryptography;
using Maestro.Evidence.Signing;

namespace Maestro.Evidence.Tests.Signing;

public sealed class KeyTests : IDisposable
{
    private static readonly byte[] Message = "message"u8.ToArray();
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Keys_survive_PEM()
    {
        using var key = SigningKey.Generate();
        using var read = SigningKey.FromPem(key.ToPem(), "k").Value;
        var publicKey = VerificationKey.FromPem(key.PublicKey.ToPem(), "k").Value;

        Assert.Equal(key.PublicKey.Id, read.PublicKey.Id);
        Assert.Equal(key.PublicKey.Id, publicKey.Id);
        Assert.True(publicKey.Verify(Message, read.Sign(Message).Value));
    }

    [Fact]
    public void Openssl_keys_are_read()
    {
        Tool.Run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", _scratch.File("k"));
        Tool.Run("openssl", "pkey", "-in", _scratch.File("k"), "-pubout", "-out", _scratch.File("p"));

        using var key = SigningKey.FromPem(File.ReadAllText(_scratch.File("k")), "k").Value;

        Assert.True(VerificationKey.ReadFile(_scratch.File("p")).Value.Verify(Message, key.Sign(Message).Value));
    }

    [Theory]
    [InlineData("P-384")]
    [InlineData("secp256k1")]
    public void Other_curves_are_refused(string curve)
    {
        Tool.Run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", $"ec_paramgen_curve:{curve}", "-out", _scratch.File("k"));
        Tool.Run("openssl", "pkey", "-in", _scratch.File("k"), "-pubout", "-out", _scratch.File("p"));

        Assert.Equal("MAE7012", SigningKey.FromPem(File.ReadAllText(_scratch.File("k")), "k").Problem?.Id);
        Assert.Equal("MAE7012", VerificationKey.ReadFile(_scratch.File("p")).Problem?.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n")]
    public void What_is_no_key_is_a_problem(string pem)
    {
        Assert.Equal("MAE7012", SigningKey.FromPem(pem, "k").Problem?.Id);
        Assert.Equal("MAE7012", VerificationKey.FromPem(pem, "k").Problem?.Id);
    }

    [Fact]
    public void Only_strict_DER_is_a_signature()
    {
        using var key = SigningKey.Generate();
        var der = key.Sign(Message).Value;
        using var raw = ECDsa.Create();
        raw.ImportFromPem(key.ToPem());

        Assert.True(key.PublicKey.Verify(Message, der));
        Assert.False(key.PublicKey.Verify(Message, raw.SignData(Message, HashAlgorithmName.SHA256)));
        Assert.False(key.PublicKey.Verify(Message, [.. der, 0]));
        Assert.False(key.PublicKey.Verify(Message, der.AsSpan(0, der.Length - 1)));
        // BER: the same sequence with its length in the long form.
        Assert.False(key.PublicKey.Verify(Message, [0x30, 0x81, der[1], .. der[2..]]));
        Assert.False(key.PublicKey.Verify(Message, []));
        Assert.False(key.PublicKey.Verify(Message, [0x30, 6, 2, 1, 0, 2, 1, 0]));
    }

    [Fact]
    public void The_development_key_is_made_once_for_its_owner_alone()
    {
        var path = Path.Combine(_scratch.Path, "new", "folder", "development.key");

        using var first = KeyFiles.OpenOrCreate(path).Value;
        using var second = KeyFiles.OpenOrCreate(path).Value;

        Assert.Equal(first.PublicKey.Id, second.PublicKey.Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task Many_who_start_at_once_get_the_same_key()
    {
        var path = _scratch.File("development.key");

        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => KeyFiles.OpenOrCreate(path).Value)));

        Assert.Single(keys.Select(k => k.PublicKey.Id).Distinct());
        Assert.Equal([path], Directory.GetFiles(_scratch.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_may_touch_is_refused(UnixFileMode extra)
    {
        var path = _scratch.File("k");
        KeyFiles.OpenOrCreate(path).Value.Dispose();
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | extra);

        var problem = KeyFiles.OpenOrCreate(path).Problem;

        Assert.Equal("MAE7013", problem?.Id);
        Assert.Equal(ExitCode.Environment, problem!.ExitCode);
        Assert.Contains("chmod 600", problem.WayOut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_file_is_not_found() =>
        Assert.Equal(ExitCode.NotFound, KeyFiles.Open(_scratch.File("none")).Problem?.ExitCode);

    [Fact]
    public void An_external_command_signs()
    {
        using var key = SigningKey.Generate();
        File.WriteAllText(_scratch.File("k"), key.ToPem());

        var signer = new CommandSigner("openssl", ["dgst", "-sha256", "-sign", _scratch.File("k")], key.PublicKey, TimeSpan.FromSeconds(30));

        Assert.True(key.PublicKey.Verify(Message, signer.Sign(Message).Value));
    }

    [Fact]
    public void An_external_command_may_answer_in_base64()
    {
        using var key = SigningKey.Generate();
        File.WriteAllText(_scratch.File("k"), key.ToPem());

        var signer = new CommandSigner("sh", ["-c", "openssl dgst -sha256 -sign \"$0\" | base64 -w0", _scratch.File("k")], key.PublicKey, TimeSpan.FromSeconds(30));

        Assert.True(signer.Sign(Message).Succeeded);
    }

    [Theory]
    [InlineData("echo nonsense", "no signature")]
    [InlineData("echo token is locked >&2; exit 3", "token is locked")]
    [InlineData("sleep 30", "no answer")]
    [InlineData("yes", "exit code")]
    public void A_command_that_does_not_sign_is_a_problem(string script, string cause)
    {
        using var key = SigningKey.Generate();

        var problem = new CommandSigner("sh", ["-c", script], key.PublicKey, TimeSpan.FromSeconds(script == "sleep 30" ? 0.3 : 20)).Sign(Message).Problem;

        Assert.Equal("MAE7015", problem?.Id);
        Assert.Contains(cause, problem!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_a_problem()
    {
        using var key = SigningKey.Generate();

        Assert.Equal("MAE7015", new CommandSigner("no-such-signer", [], key.PublicKey, TimeSpan.FromSeconds(5)).Sign(Message).Problem?.Id);
    }
}
