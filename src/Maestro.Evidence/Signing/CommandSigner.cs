using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Maestro.Evidence.Signing;

/// <summary>
/// Signs by an external command: a hardware token, a key service. The command reads the message on standard input and writes the DER signature,
/// raw or in base64, on standard output. What it returns is checked with the public key before it is used.
/// </summary>
/// <param name="command">The program.</param>
/// <param name="arguments">Its arguments, passed as they are: no shell.</param>
/// <param name="publicKey">The key that its signatures must verify with.</param>
/// <param name="timeout">How long it may take; a person may have to touch a token.</param>
public sealed class CommandSigner(string command, IReadOnlyList<string> arguments, VerificationKey publicKey, TimeSpan timeout) : ISigner
{
    private const int MostBytes = 4096;

    /// <inheritdoc/>
    public VerificationKey PublicKey => publicKey;

    /// <inheritdoc/>
    public Result<byte[]> Sign(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = ReadAsync(process.StandardOutput.BaseStream);
            var input = WriteAsync(process.StandardInput, message);
            if (!process.WaitForExit(timeout) || !Task.WaitAll([error, output, input], timeout))
            {
                process.Kill(entireProcessTree: true);
                return Failed($"no answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
            }

            if (process.ExitCode != 0)
            {
                return Failed($"exit code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}, {error.Result.Trim()}");
            }

            var signature = Decoded(output.Result);
            return publicKey.Verify(message.Span, signature) ? signature : Failed("its answer is no signature of this message by the given public key");
        }
        catch (Exception problem) when (problem is Win32Exception or InvalidOperationException)
        {
            return Failed(problem.Message);
        }
    }

    private static async Task WriteAsync(StreamWriter input, ReadOnlyMemory<byte> message)
    {
        try
        {
            await input.BaseStream.WriteAsync(message).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // A command that does not read its input has failed or will; its exit code or its answer says so.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output)
    {
        // Closed as soon as there is more than any signature has, so that a command that never ends its answer is ended.
        await using var closing = output.ConfigureAwait(false);
        var bytes = new byte[MostBytes];
        var length = await output.ReadAtLeastAsync(bytes, MostBytes, throwOnEndOfStream: false).ConfigureAwait(false);
        return bytes[..length];
    }

    private static byte[] Decoded(byte[] answer) =>
        DsseBase64.TryDecode(Encoding.ASCII.GetString(answer).Trim(), out var decoded) && P256.IsStrictDer(decoded) ? decoded : answer;

    private Result<byte[]> Failed(string cause) => EvidenceProblems.SignerFailed.At(command, cause);
}
